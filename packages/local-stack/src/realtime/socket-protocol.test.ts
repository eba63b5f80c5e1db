import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Frame, openRawSocket } from './testing/raw-socket.ts'
import { refusedUpgrade } from './testing/refused-upgrade.ts'
import { startTestRealtime, type TestRealtime, user } from './testing/start-test-realtime.ts'
import { subscribeChannel } from './testing/subscribe-channel.ts'

let server: TestRealtime

beforeAll(async () => {
  server = await startTestRealtime()
}, 60_000)
afterAll(() => server.stop())

const heartbeat = (ref: string): Frame => [null, ref, 'phoenix', 'heartbeat', {}]
const join = (ref: string, topic: string, payload: unknown = { config: {} }): Frame => [
  ref,
  ref,
  topic,
  'phx_join',
  payload,
]

describe('the handshake', () => {
  it('is refused with JSON for a missing, unknown, forged or expired key', async () => {
    const expired = await server.token(user(), {}, -5)
    const forged = await server.forgedToken(user())
    const withoutRole = await server.token(user(), { role: undefined })
    const answers = []
    for (const query of [
      'vsn=2.0.0',
      'apikey=nonsense',
      `apikey=${forged}`,
      `apikey=${expired}`,
      `apikey=${withoutRole}`,
    ]) {
      const { status, body } = await refusedUpgrade(`${server.url}/realtime/v1/websocket?${query}`)
      answers.push([status, body.error])
    }
    expect(answers).toEqual([
      [401, 'MissingAPIKey: API key is required'],
      [401, 'MalformedJWT: The token provided is not a valid JWT'],
      [401, 'JwtSignatureError: Failed to validate JWT signature'],
      [401, expect.stringMatching(/^InvalidJWTToken: Token has expired \d+ seconds ago$/)],
      [401, 'InvalidJWTToken: Fields `role` and `exp` are required in JWT'],
    ])
  })
})

describe('a socket', () => {
  it('answers heartbeats, and drops malformed frames without closing', async () => {
    const socket = await openRawSocket(server.url)
    for (const junk of [
      '{',
      '[]',
      '{"topic":"x"}',
      '[1,2,3,4,5]',
      'null',
      '[null,"1","t","e"]',
      Buffer.from([3, 255, 0, 0, 0]),
      Buffer.from([9]),
      Buffer.alloc(0),
    ]) {
      socket.send(junk)
    }
    socket.send(heartbeat('7'))
    expect(await socket.frames.first()).toEqual([null, '7', 'phoenix', 'phx_reply', { status: 'ok', response: {} }])
    expect(socket.frames.all).toHaveLength(1)
    socket.webSocket.close()
  })

  it('is closed for a message above 5 MB', async () => {
    const socket = await openRawSocket(server.url)
    socket.send('x'.repeat(5_000_001))
    expect(await socket.closed).toBe(1009)
  })

  it('carries 100 channels', async () => {
    const socket = await openRawSocket(server.url)
    for (let n = 1; n <= 101; n++) socket.send(join(String(n), `realtime:room-${n}`))
    const last = await socket.frames.first((frame) => frame[1] === '101')
    expect(last[4]).toEqual({ status: 'error', response: { reason: 'ChannelRateLimitReached: Too many channels' } })
    await socket.frames.first((frame) => frame[1] === '100' && frame[3] === 'phx_reply')
    const replies = socket.frames.all.filter((frame) => (frame[4] as { status?: string }).status === 'ok')
    expect(replies).toHaveLength(100)
    socket.webSocket.close()
  })
})

describe('a channel', () => {
  it('echoes its bindings with ids, in order and with all their fields', async () => {
    const socket = await openRawSocket(server.url)
    const bindings = [
      { event: 'INSERT', schema: 'public', table: 'a', filter: 'id=eq.1', further: true },
      { event: '*', schema: 'public' },
    ]
    socket.send(join('1', 'realtime:echo', { config: { postgres_changes: bindings, unknown: 1 }, more: 2 }))
    const reply = await socket.frames.first((frame) => frame[3] === 'phx_reply')
    expect(reply).toEqual([
      '1',
      '1',
      'realtime:echo',
      'phx_reply',
      {
        status: 'ok',
        response: { postgres_changes: bindings.map((binding) => ({ ...binding, id: expect.any(Number) })) },
      },
    ])
    socket.webSocket.close()
  })

  it('is closed in favour of a later join of its topic, and ignores what refers to the earlier one', async () => {
    const socket = await openRawSocket(server.url)
    socket.send(join('1', 'realtime:twice'))
    await socket.frames.first((frame) => frame[1] === '1')
    socket.send(join('2', 'realtime:twice', { config: { broadcast: { ack: true } } }))
    expect(await socket.frames.first((frame) => frame[3] === 'phx_close')).toEqual([
      '1',
      '1',
      'realtime:twice',
      'phx_close',
      {},
    ])
    socket.send(['1', '3', 'realtime:twice', 'broadcast', { type: 'broadcast', event: 'x', payload: {} }])
    socket.send(['2', '4', 'realtime:twice', 'broadcast', { type: 'broadcast', event: 'x', payload: {} }])
    await socket.frames.first((frame) => frame[1] === '4')
    expect(socket.frames.all.some((frame) => frame[1] === '3')).toBe(false)
    socket.webSocket.close()
  })

  it('says ok and phx_close when it is left', async () => {
    const socket = await openRawSocket(server.url)
    socket.send(join('1', 'realtime:left'))
    socket.send(['1', '2', 'realtime:left', 'phx_leave', {}])
    await socket.frames.first((frame) => frame[3] === 'phx_close')
    expect(socket.frames.all.slice(1)).toEqual([
      ['1', '2', 'realtime:left', 'phx_reply', { status: 'ok', response: {} }],
      ['1', '1', 'realtime:left', 'phx_close', {}],
    ])
    socket.webSocket.close()
  })

  it('needs a topic under realtime:, and a name', async () => {
    const socket = await openRawSocket(server.url)
    socket.send(join('1', 'elsewhere'))
    socket.send(join('2', 'realtime:'))
    const reasonOf = async (ref: string) => (await socket.frames.first((frame) => frame[1] === ref))[4]
    expect(await reasonOf('1')).toMatchObject({ status: 'error', response: { reason: 'unmatched topic' } })
    expect(await reasonOf('2')).toMatchObject({
      response: { reason: 'TopicNameRequired: You must provide a topic name' },
    })
    socket.webSocket.close()
  })

  it('is joined by a client that has no token yet, with its key', async () => {
    await subscribeChannel(server.client().channel('early'))
  })
})
