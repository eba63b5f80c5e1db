import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createClient } from '@supabase/supabase-js'
import { startStackFixture, type TestUser } from '../../stack-fixture.ts'
import { startEndpoint } from './start-endpoint.ts'

/** The product with one more function, which calls a tool as a run or a voice call does, for whomever it is told. */
const callFunction = `
import { mintAgentToken } from '../_shared/mint-agent-token.ts'
import { openToolbox } from '../_shared/tools/open-toolbox.ts'
export default {
  fetch: async (request: Request) => {
    const { name, args, mint, ...context } = await request.json()
    if (mint) return Response.json(await mintAgentToken(context))
    const { tools } = await openToolbox(context)
    const tool = tools.find((tool) => tool.name === name)
    if (!tool) return Response.json({ names: tools.map(({ name }) => name) })
    return Response.json(await tool.run(args, { ...context, signal: AbortSignal.timeout(40_000) }))
  },
}`

export type ToolAnswer = { status?: string; output?: string; names?: string[] }
export type TestAnswer = {
  status: number
  body: { status: string; output: string; ms: number; error?: { code: string } }
}

/** An organisation with an owner, its agent, and an endpoint that the operator lets tools call. Stop it with `stop()`. */
export async function startToolsRig() {
  const endpoint = await startEndpoint()
  const projectDir = await copyProject()
  const functionsEnv = { TOOLS_ALLOW_PRIVATE_HOSTS: `somewhere.example:1, ${endpoint.host}` }
  const stack = await startStackFixture({ projectDir, functionsEnv })
  const owner = await stack.createUser('olga')
  const organization = await made(owner.client.rpc('create_organization', { p_name: 'Bakery' }))
  const organizationId = organization.id as string
  // Some calls at a time.
  await stack.sql()`update organizations set plan = 'pro' where id = ${organizationId}`
  const agent = { organization_id: organizationId, name: 'Robin', instructions: 'Help.', status: 'published' }
  const { id: agentId } = await made(owner.client.from('agents').insert(agent).select('id').single())
  await made(
    owner.client.schema('ai').from('tool_hosts').insert({ organization_id: organizationId, host: endpoint.host }),
  )

  const post = async (name: string, body: object, token?: string, headers = {}) => {
    const response = await fetch(`${stack.apiUrl}/functions/v1/${name}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(token ? { authorization: `Bearer ${token}` } : {}),
        ...headers,
      },
      body: JSON.stringify(body),
    })
    return { status: response.status, body: await response.json() }
  }

  const calls = new Map<string, Promise<string>>()
  const callOf = (user: TestUser): Promise<string> => {
    const opening = calls.get(user.id) ?? openCall(user)
    calls.set(user.id, opening)
    return opening
  }
  const openCall = async (user: TestUser): Promise<string> => {
    const row = { organization_id: organizationId, agent_id: agentId }
    return (await made(user.client.from('calls').insert(row).select('id').single())).id
  }

  return {
    ...stack,
    endpoint,
    owner,
    organizationId,
    agentId: agentId as string,
    post,
    /** A member of the organisation. */
    async member(name: string): Promise<TestUser> {
      const user = await stack.createUser(name)
      await stack.sql()`insert into memberships (organization_id, user_id, role) values (${organizationId}, ${user.id}, 'member')`
      return user
    },
    /** Makes a tool as the owner, and gives it to the agent. */
    async addTool(tool: {
      name: string
      kind: 'http' | 'database'
      config: object
      parameters?: object
    }): Promise<string> {
      const row = { organization_id: organizationId, description: 'A tool.', ...tool }
      const ai = owner.client.schema('ai')
      const { id } = await made(ai.from('tools').insert(row).select('id').single())
      await made(ai.from('agent_tools').insert({ agent_id: agentId, tool_id: id, organization_id: organizationId }))
      return id as string
    },
    /** A tool that calls the endpoint, with the secret that its owner saw. */
    async addHttpTool(name: string, config: object = {}, parameters?: object) {
      const url = `http://${endpoint.host}/`
      const id = await this.addTool({
        name,
        kind: 'http',
        config: { url, ...config },
        ...(parameters && { parameters }),
      })
      return {
        id,
        secret: (await made(owner.client.schema('ai').rpc('rotate_tool_secret', { p_tool_id: id }))) as string,
      }
    },
    /** The call of somebody that is on. */
    callOf,
    /** Calls a tool as the agent does in a call of that person. Without such a tool it answers which there are. */
    async call(user: TestUser, name: string, args: object, more: object = {}): Promise<ToolAnswer> {
      const context = { personId: user.id, agentId, organizationId, callId: await callOf(user) }
      const answer = await post('call-tool', { ...context, toolCallId: crypto.randomUUID(), name, args, ...more })
      if (answer.status !== 200) throw new Error(`call-tool answered ${answer.status}: ${JSON.stringify(answer.body)}`)
      return answer.body
    },
    /** Tries a tool as the editor's button does. */
    async try(user: TestUser, toolId: string, args: object = {}): Promise<TestAnswer> {
      return await post('tools', { action: 'test', tool_id: toolId, arguments: args }, user.session.access_token)
    },
    /** A client of the data API as the agent of a person has it. */
    async clientOfAgent(user: TestUser) {
      const { body } = await post('call-tool', { mint: true, personId: user.id, agentId })
      return createClient(stack.apiUrl, stack.publishableKey, { accessToken: async () => body.token })
    },
    async stop() {
      await stack.stop()
      await endpoint.stop()
      await rm(projectDir, { recursive: true, force: true })
    },
  }
}
export type ToolsRig = Awaited<ReturnType<typeof startToolsRig>>

/** The answer of a statement; throws its error. */
async function made<T>(statement: PromiseLike<{ data: T; error: unknown }>): Promise<NonNullable<T>> {
  const { data, error } = await statement
  if (error) throw new Error(JSON.stringify(error))
  return data as NonNullable<T>
}

async function copyProject(): Promise<string> {
  const root = join(import.meta.dirname, '../../..')
  const projectDir = await mkdtemp(join(tmpdir(), 'parley-tools-'))
  await cp(join(root, 'supabase'), join(projectDir, 'supabase'), {
    recursive: true,
    filter: (path) => !/(\.temp|\.env|node_modules)$/.test(path),
  })
  await cp(join(root, 'packages/shared/src'), join(projectDir, 'packages/shared/src'), { recursive: true })
  const folder = join(projectDir, 'supabase/functions/call-tool')
  await mkdir(folder)
  await writeFile(join(folder, 'index.ts'), callFunction)
  await cp(join(root, 'supabase/functions/_shared/deno.json'), join(folder, 'deno.json'))
  const config = join(projectDir, 'supabase/config.toml')
  await writeFile(config, `${await readFile(config, 'utf8')}\n[functions.call-tool]\nverify_jwt = false\n`)
  return projectDir
}
