import { deepStrictEqual as deepEqual, strictEqual as equal, match, rejects } from 'node:assert'
import { agentSession } from '../_shared/agent-session.ts'
import { createClientSecret } from './create-client-secret.ts'

const USER = { id: '6f1c2a34-0000-4000-8000-000000000001', token: 'unused' }
const AGENT = { instructions: 'Be brief.', voice: 'cedar', model: null, tools: [] }

/** A provider on this machine that answers with `answer`, and the request that it got. */
async function asking(answer: (body: unknown) => Response) {
  const seen: { path: string; headers: Headers; body: { expires_after: unknown; session: unknown } }[] = []
  const server = Deno.serve({ port: 0, hostname: '127.0.0.1', onListen: () => {} }, async (request) => {
    const body = await request.json()
    seen.push({ path: new URL(request.url).pathname, headers: request.headers, body })
    return answer(body)
  })
  const env = {
    OPENAI_API_KEY: 'sk-server-key',
    OPENAI_BASE_URL: `http://127.0.0.1:${server.addr.port}/v1`,
    OPENAI_REALTIME_URL: 'ws://unused',
    OPENAI_REALTIME_MODEL: 'gpt-realtime-2.1',
    OPENAI_TRANSCRIPTION_MODEL: 'gpt-transcribe',
  }
  const session = agentSession(AGENT, env)
  const result = createClientSecret(session, USER, env).finally(() => server.shutdown())
  return { result, seen, session }
}

Deno.test('asks for a minute, with the session of the agent, and names the user by a hash', async () => {
  const { result, seen, session } = await asking((body) => {
    const asked = body as { session: Record<string, unknown> }
    return Response.json({ value: 'ek_1', expires_at: 1, session: { id: 'sess_1', ...asked.session }, more: 'x' })
  })
  const { instructions: _, ...visible } = session
  deepEqual(await result, { value: 'ek_1', expires_at: 1, session: { id: 'sess_1', ...visible } })
  const [request] = seen
  equal(request?.path, '/v1/realtime/client_secrets')
  equal(request?.headers.get('authorization'), 'Bearer sk-server-key')
  match(request?.headers.get('openai-safety-identifier') ?? '', /^[0-9a-f]{64}$/)
  deepEqual(request?.body, { expires_after: { anchor: 'created_at', seconds: 60 }, session })
})

for (const [what, answer] of [
  ['refuses', () => Response.json({ error: { message: 'Incorrect API key: sk-server-key' } }, { status: 401 })],
  ['answers something else', () => Response.json({ value: 1 })],
  ['answers no JSON', () => new Response('<html>')],
] as const) {
  Deno.test(`says that the provider is unavailable, and no more, when it ${what}`, async () => {
    const { result } = await asking(answer)
    await rejects(result, (error: Error & { code: string }) => {
      return error.code === 'provider_unavailable' && !JSON.stringify(error).includes('sk-')
    })
  })
}
