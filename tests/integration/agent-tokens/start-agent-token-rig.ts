import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createClient, type SupabaseClient } from '@supabase/supabase-js'
import { type StackFixture, startStackFixture } from '../../stack-fixture.ts'

/** The product with one more function, which mints tokens for whoever asks: what no deployed function may do. */
const mintFunction = `
import { mintAgentToken } from '../_shared/mint-agent-token.ts'
export default {
  fetch: async (request: Request) => Response.json(await mintAgentToken(await request.json())),
}`

export interface AgentTokenRig extends StackFixture {
  /** A token as a function of the running stack mints it. */
  mint(personId: string, agentId?: string, lifetimeSeconds?: number): Promise<string>
  /** A stock client that presents this token. */
  clientOf(token: string): SupabaseClient
}

/** Starts the embedded stack on a copy of the project. Stop it with `stop()`. */
export async function startAgentTokenRig(): Promise<AgentTokenRig> {
  const root = join(import.meta.dirname, '../../..')
  const projectDir = await mkdtemp(join(tmpdir(), 'parley-agent-tokens-'))
  await cp(join(root, 'supabase'), join(projectDir, 'supabase'), {
    recursive: true,
    filter: (path) => !/(\.temp|\.env|node_modules)$/.test(path),
  })
  await cp(join(root, 'packages/shared/src'), join(projectDir, 'packages/shared/src'), { recursive: true })
  const folder = join(projectDir, 'supabase/functions/mint-agent-token')
  await mkdir(folder)
  await writeFile(join(folder, 'index.ts'), mintFunction)
  await cp(join(root, 'supabase/functions/_shared/deno.json'), join(folder, 'deno.json'))
  const config = join(projectDir, 'supabase/config.toml')
  await writeFile(config, `${await readFile(config, 'utf8')}\n[functions.mint-agent-token]\nverify_jwt = false\n`)
  const stack = await startStackFixture({ projectDir })
  const clients: SupabaseClient[] = []

  return {
    ...stack,
    async mint(personId, agentId = crypto.randomUUID(), lifetimeSeconds) {
      const body = JSON.stringify({ personId, agentId, lifetimeSeconds })
      const answer = await fetch(`${stack.apiUrl}/functions/v1/mint-agent-token`, { method: 'POST', body })
      if (!answer.ok) throw new Error(`mint-agent-token answered ${answer.status}: ${await answer.text()}`)
      return (await answer.json()).token
    },
    clientOf(token) {
      const client = createClient(stack.apiUrl, stack.publishableKey, { accessToken: async () => token })
      clients.push(client)
      return client
    },
    async stop() {
      await Promise.all(clients.map((client) => client.removeAllChannels()))
      await stack.stop()
      await rm(projectDir, { recursive: true, force: true })
    },
  }
}
