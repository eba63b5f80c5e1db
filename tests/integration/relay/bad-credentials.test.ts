import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { TestUser } from '../../stack-fixture.ts'
import { HandshakeRefused } from './relay-test-client.ts'
import { ALLOWED_ORIGIN, type RelayRig, startRelayRig } from './start-relay-rig.ts'

let rig: RelayRig
let user: TestUser
beforeAll(async () => {
  rig = await startRelayRig()
  user = await rig.caller()
})
afterAll(() => rig?.stop())

const refusal = (attempt: Promise<unknown>) => attempt.catch((error: unknown) => error) as Promise<HandshakeRefused>

async function answer(name: string, body: unknown, token?: string) {
  const response = await rig.post(name, body, token ? { authorization: `Bearer ${token}` } : {})
  return { status: response.status, code: (await response.json()).error?.code }
}

function forged(token: string): string {
  const [header, payload, signature = ''] = token.split('.')
  const claims = JSON.parse(Buffer.from(payload ?? '', 'base64url').toString())
  const other = { ...claims, sub: crypto.randomUUID() }
  return [header, Buffer.from(JSON.stringify(other)).toString('base64url'), signature].join('.')
}

/** A token of the project's own key, one hour too old. */
async function expired(): Promise<string> {
  const now = Math.floor(Date.now() / 1000)
  const claims = { sub: user.id, role: 'authenticated', aud: 'authenticated', iss: `${rig.apiUrl}/auth/v1` }
  if (!rig.stack) throw new Error('needs the embedded stack')
  return await rig.stack.signToken({ ...claims, iat: now - 7200, exp: now - 3600 })
}

async function callStartError(access_token: string) {
  const client = await rig.connect({ origin: ALLOWED_ORIGIN })
  client.send({ type: 'client.call_start', access_token })
  const { error, fatal } = await client.next('relay.error')
  return { code: error.code, fatal, close: (await client.closed).code }
}

describe.each(['call-session', 'mint-key'])('%s', (name) => {
  test('no token', async () => {
    expect(await answer(name, {})).toEqual({ status: 401, code: 'not_authenticated' })
  })

  test('a forged token', async () => {
    expect(await answer(name, {}, forged(user.session.access_token))).toEqual({ status: 401, code: 'token_invalid' })
  })

  test('an expired token', async () => {
    expect(await answer(name, {}, await expired())).toEqual({ status: 401, code: 'token_expired' })
  })

  test('a key in place of a token', async () => {
    expect(await answer(name, {}, rig.secretKey)).toEqual({ status: 401, code: 'not_authenticated' })
  })

  test('an identity in the body', async () => {
    const body = { user_id: user.id }
    expect(await answer(name, body, user.session.access_token)).toEqual({ status: 400, code: 'bad_request' })
  })

  test('an agent of somebody else', async () => {
    const stranger = await rig.caller()
    const [agent] = await rig.sql()`select id from public.agents where created_by = ${stranger.id}`
    const body = { agent_id: agent?.id }
    expect(await answer(name, body, user.session.access_token)).toEqual({ status: 404, code: 'agent_not_found' })
  })

  test('another method, and a preflight from an origin of the list and from one that is not', async () => {
    const url = `${rig.apiUrl}/functions/v1/${name}`
    const get = await fetch(url)
    expect([get.status, get.headers.get('allow')]).toEqual([405, 'POST, OPTIONS'])
    const known = await fetch(url, { method: 'OPTIONS', headers: { origin: ALLOWED_ORIGIN } })
    expect(known.status).toBe(204)
    expect(known.headers.get('access-control-allow-origin')).toBe(ALLOWED_ORIGIN)
    expect(known.headers.get('access-control-allow-credentials')).toBe('true')
    const unknown = await fetch(url, { method: 'OPTIONS', headers: { origin: `${ALLOWED_ORIGIN}.evil` } })
    expect(unknown.headers.get('access-control-allow-origin')).toBeNull()
  })
})

describe('voice-relay', () => {
  test('call_start with a forged or an expired token', async () => {
    const closes = { fatal: true, close: 4401 }
    expect(await callStartError(forged(user.session.access_token))).toEqual({ code: 'token_invalid', ...closes })
    expect(await callStartError(await expired())).toEqual({ code: 'token_expired', ...closes })
  })

  test('anything else as first event', async () => {
    const client = await rig.connect()
    client.send({ type: 'response.create' })
    expect((await client.next('relay.error')).error.code).toBe('call_start_expected')
    expect((await client.closed).code).toBe(4400)
  })

  test("another user's call", async () => {
    const session = await rig.openSession(await rig.caller())
    const body = { call_id: session.call_id }
    expect(await answer('call-session', body, user.session.access_token)).toEqual({
      status: 404,
      code: 'call_not_found',
    })
  })

  test('a used ticket', async () => {
    await rig.provider({})
    const { ticket } = await rig.openSession(await rig.caller())
    const first = await rig.connect({ bearer: ticket })
    await first.next('relay.session')
    const again = await refusal(rig.connect({ ticket }))
    expect([again.status, again.body.error?.code]).toEqual([401, 'ticket_invalid'])
    first.socket.terminate()
  })

  test('two sockets with one ticket at the same moment: one gets the call', async () => {
    await rig.provider({})
    const { ticket } = await rig.openSession(await rig.caller())
    const results = await Promise.allSettled([1, 2, 3, 4].map(() => rig.connect({ ticket })))
    const opened = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []))
    expect(opened).toHaveLength(1)
    opened[0]?.socket.terminate()
  })

  test('a stale ticket, over HTTP and in a way that a browser can read', async () => {
    const { ticket, call_id } = await rig.openSession(await rig.caller())
    await rig.sql()`update private.call_tickets set expires_at = now() where call_id = ${call_id}`
    const refused = await refusal(rig.connect({ ticket }))
    expect([refused.status, refused.body.error?.code]).toEqual([401, 'ticket_invalid'])
    const browser = await rig.connect({ ticket, origin: ALLOWED_ORIGIN })
    expect(await browser.next('relay.error')).toMatchObject({ fatal: true, error: { code: 'ticket_invalid' } })
    expect((await browser.closed).code).toBe(4401)
  })

  test('a ticket of nonsense, and a session token where the ticket belongs', async () => {
    for (const ticket of ['x', 'A'.repeat(43)]) {
      expect((await refusal(rig.connect({ ticket }))).body.error?.code).toBe('ticket_invalid')
    }
    const refused = await refusal(rig.connect({ bearer: user.session.access_token }))
    expect(refused.body.error?.code).toBe('ticket_invalid')
  })

  test('a page of an unknown origin, and no WebSocket at all', async () => {
    const refused = await refusal(rig.connect({ origin: 'https://evil.example' }))
    expect(refused).toBeInstanceOf(HandshakeRefused)
    expect([refused.status, refused.body.error?.code]).toEqual([403, 'origin_not_allowed'])
    const plain = await fetch(`${rig.apiUrl}/functions/v1/voice-relay`)
    expect([plain.status, (await plain.json()).error?.code]).toEqual([426, 'not_a_websocket'])
  })

  test('echoes the public subprotocol and never the ticket', async () => {
    await rig.provider({})
    for (const prefix of ['parley-ticket.', 'openai-insecure-api-key.']) {
      const { ticket } = await rig.openSession(await rig.caller())
      const client = await rig.connect({ ticket, prefix })
      expect(client.socket.protocol).toBe('realtime')
      client.socket.terminate()
    }
  })
})
