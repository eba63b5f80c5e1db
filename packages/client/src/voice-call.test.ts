import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { CallError } from './call-error.ts'
import { encodePcm } from './encode-pcm.ts'
import { scriptedDevices } from './testing/scripted-devices.ts'
import { type ScriptedConnection, startScriptedRelay } from './testing/scripted-relay.ts'
import { VoiceCall, type VoiceCallOptions } from './voice-call.ts'

const CALL_ID = '0b6cbb0e-6c4d-4a51-9d6f-6f43c2f9a0d4'
const SESSION = { type: 'relay.session', call_id: CALL_ID, segment: 1, agent: { id: 'a', name: 'Ada' } }
const ENDED = { type: 'relay.ended', call_id: CALL_ID, reason: 'hangup' }

let relay: Awaited<ReturnType<typeof startScriptedRelay>>
beforeEach(async () => {
  relay = await startScriptedRelay()
})
afterEach(() => relay.stop())

/** The two corners of supabase-js that a call uses: who is signed in, and the call-session function. */
function supabaseThat(invoke: (name: string, options: { body: unknown }) => unknown, signedIn = true) {
  return {
    auth: { getSession: async () => ({ data: { session: signedIn ? { access_token: 't' } : null } }) },
    functions: { invoke: vi.fn(async (name: string, options: { body: unknown }) => invoke(name, options)) },
  } as unknown as VoiceCallOptions['supabase']
}
const admitting = () =>
  supabaseThat(() => ({
    data: { call_id: CALL_ID, ticket: 'TICKET', url: relay.url, expires_at: '2026-11-21T12:00:00Z' },
    error: null,
  }))

async function liveCall(options: Partial<VoiceCallOptions> = {}) {
  const scripted = scriptedDevices()
  const call = new VoiceCall({ supabase: admitting(), devices: scripted.devices, ...options })
  const states: string[] = []
  const errors: string[] = []
  call.on('state', (state) => states.push(state))
  call.on('error', ({ error }) => errors.push(error.code))
  const started = call.start()
  const connection = await relay.connection()
  connection.send(SESSION)
  await started
  return { call, connection, states, errors, ...scripted }
}
const speechOf = (response_id: string, item_id: string, samples: number) => ({
  type: 'response.output_audio.delta',
  response_id,
  item_id,
  content_index: 0,
  delta: encodePcm(new Int16Array(samples)),
})
const typesOf = (connection: ScriptedConnection) => connection.received.map((event) => event.type)
/** Everything sent before this has been handled when it resolves. */
async function settled(connection: ScriptedConnection, call: VoiceCall) {
  const marker = `marker.${Math.random()}`
  const seen = new Promise<void>((resolve) => {
    const off = call.on('event', (event) => {
      if ((event.type as string) !== marker) return
      off()
      resolve()
    })
  })
  connection.send({ type: marker })
  await seen
}

test('connects with the ticket beside the public subprotocol and is live once the relay says so', async () => {
  const { call, connection, states, microphones } = await liveCall({ microphoneId: 'desk' })
  expect(connection.protocols).toEqual(['realtime', 'parley-ticket.TICKET'])
  expect(states).toEqual(['requesting-microphone', 'connecting', 'live'])
  expect(call.callId).toBe(CALL_ID)
  expect(microphones[0]?.deviceId).toBe('desk')
})

test('speech goes up in frames of 100 ms, muted silence soon not at all', async () => {
  const { call, connection, microphones } = await liveCall()
  const microphone = microphones[0]
  for (let chunk = 0; chunk < 4; chunk++) microphone?.onAudio(new Int16Array(1_200).fill(chunk), 0.2)
  await vi.waitFor(() => expect(connection.received).toHaveLength(3))
  expect(Buffer.from(String(connection.received[1]?.audio), 'base64')).toHaveLength(4_800)
  call.setMuted(true)
  expect(microphone?.muted).toBe(true)
  for (let chunk = 0; chunk < 200; chunk++) {
    microphone?.onAudio(new Int16Array(1_200), 0)
    if (chunk % 20 === 0) await settled(connection, call)
  }
  await call.sendText('marker')
  await connection.next('response.create')
  const bytes = connection.received
    .slice(3)
    .reduce((sum, event) => sum + Buffer.from(String(event.audio ?? ''), 'base64').length, 0)
  expect(bytes / 48_000).toBe(3)
})

test('speech over an answer silences it, tells the server where it ended, and drops what still arrives', async () => {
  const { call, connection, speaker } = await liveCall()
  connection.send(
    { type: 'response.created', response: { id: 'r1' } },
    { type: 'conversation.item.added', previous_item_id: null, item: { id: 'a1', type: 'message', role: 'assistant' } },
    { type: 'response.output_audio_transcript.delta', event_id: 'e', item_id: 'a1', delta: 'one two three four' },
    speechOf('r1', 'a1', 48_000),
  )
  await settled(connection, call)
  speaker.cutItems = [{ itemId: 'a1', contentIndex: 0, played: 24_000, dropped: 24_000, complete: false }]
  connection.send({ type: 'input_audio_buffer.speech_started', item_id: 'u1' }, speechOf('r1', 'a1', 4_800))
  expect(await connection.next('conversation.item.truncate')).toEqual({
    type: 'conversation.item.truncate',
    item_id: 'a1',
    content_index: 0,
    audio_end_ms: 1_000,
  })
  await settled(connection, call)
  expect(speaker.played).toEqual([{ itemId: 'a1', samples: 48_000 }])
  expect(call.turns[0]).toMatchObject({ text: 'one two', status: 'interrupted', heardMs: 1_000 })
  connection.send(
    { type: 'response.done', response: { id: 'r1' } },
    { type: 'response.created', response: { id: 'r2' } },
  )
  connection.send(speechOf('r2', 'a2', 240))
  await settled(connection, call)
  expect(speaker.played.at(-1)).toEqual({ itemId: 'a2', samples: 240 })
})

test('where the server lets answers finish, speech cuts nothing', async () => {
  const { call, connection, speaker } = await liveCall()
  const turn_detection = { type: 'server_vad', interrupt_response: false }
  connection.send({ type: 'session.updated', session: { type: 'realtime', audio: { input: { turn_detection } } } })
  connection.send({ type: 'input_audio_buffer.speech_started', item_id: 'u1' })
  await settled(connection, call)
  expect(speaker.cuts).toBe(0)
})

test('a typed line cancels the answer that is being made and asks for the next when that is over', async () => {
  const { call, connection } = await liveCall({ microphone: false })
  connection.send({ type: 'response.created', response: { id: 'r1' } })
  await settled(connection, call)
  await call.sendText('  And in writing? ')
  await connection.next('response.cancel')
  expect(typesOf(connection)).toEqual(['client.audio_start', 'conversation.item.create', 'response.cancel'])
  connection.send({ type: 'response.done', response: { id: 'r1' } })
  await connection.next('response.create')
  expect(connection.received[1]).toMatchObject({ item: { content: [{ type: 'input_text', text: 'And in writing?' }] } })
})

test('hanging up waits for the relay, then closes socket and devices', async () => {
  const { call, connection, states, microphones, speaker } = await liveCall()
  const ended = call.end()
  await connection.next('client.call_end')
  expect(call.state).toBe('ending')
  expect(microphones[0]?.closed).toBe(true)
  connection.send(ENDED)
  await ended
  expect(await connection.closed).toBe(1000)
  expect(states.at(-1)).toBe('ended')
  expect(speaker.closed).toBe(true)
})

test('hanging up over an answer tells first where the listener stopped hearing it', async () => {
  const { call, connection, speaker } = await liveCall()
  connection.send(speechOf('r1', 'a1', 48_000))
  await settled(connection, call)
  speaker.cutItems = [{ itemId: 'a1', contentIndex: 0, played: 12_000, dropped: 36_000, complete: true }]
  const ended = call.end()
  await connection.next('client.call_end')
  expect(typesOf(connection)).toEqual(['client.audio_start', 'conversation.item.truncate', 'client.call_end'])
  expect(connection.received[1]).toMatchObject({ item_id: 'a1', audio_end_ms: 500 })
  connection.send(ENDED)
  await ended
})

test('a page that goes away says goodbye without waiting', async () => {
  const { call, connection, speaker } = await liveCall()
  void call.end({ immediately: true })
  expect(call.state).toBe('ended')
  await connection.next('client.call_end')
  expect(await connection.closed).toBe(1000)
  expect([speaker.cuts, speaker.closed]).toEqual([0, true])
})

test('a refused microphone fails the call before the server hears of it; by text it works', async () => {
  const { devices } = scriptedDevices({ refuse: new CallError('microphone_denied') })
  const supabase = admitting()
  const call = new VoiceCall({ supabase, devices })
  const errors: string[] = []
  call.on('error', ({ error, fatal }) => errors.push(`${error.code}:${fatal}`))
  await call.start()
  expect([call.state, errors]).toEqual(['failed', ['microphone_denied:true']])
  expect(supabase.functions.invoke).not.toHaveBeenCalled()
  const { call: byText } = await liveCall({ devices, microphone: false })
  expect(byText.state).toBe('live')
  await expect(byText.switchMicrophone('x')).rejects.toMatchObject({ code: 'microphone_denied' })
  expect(byText.state).toBe('live')
})

test('a microphone that fails to open leaves the old one working', async () => {
  const { call, devices, microphones } = await liveCall()
  const levels: number[] = []
  call.on('level', ({ rms }) => levels.push(rms))
  const working = devices.openMicrophone
  devices.openMicrophone = async () => Promise.reject(new CallError('microphone_in_use'))
  await expect(call.switchMicrophone('broken')).rejects.toMatchObject({ code: 'microphone_in_use' })
  microphones[0]?.onAudio(new Int16Array(1_200), 0.3)
  devices.openMicrophone = working
  await call.switchMicrophone('other')
  expect(microphones.map((microphone) => microphone.closed)).toEqual([true, false])
  microphones[0]?.onAudio(new Int16Array(1_200), 0.9)
  expect(levels).toEqual([0.3])
})

test.each([
  ['not signed in', () => supabaseThat(() => ({}), false), 'not_authenticated'],
  [
    'too many live calls',
    () =>
      supabaseThat(() => ({
        data: null,
        error: { context: Response.json({ code: 'live_calls_limit', message: '' }, { status: 429 }) },
      })),
    'live_calls_limit',
  ],
  ['offline', () => supabaseThat(() => ({ data: null, error: new TypeError('fetch failed') })), 'network_unreachable'],
  [
    'an answer nobody understands',
    () => supabaseThat(() => ({ data: { call_id: 1 }, error: null })),
    'connection_refused',
  ],
])('%s is told by its code', async (_case, supabase, code) => {
  const { devices, speaker } = scriptedDevices()
  const call = new VoiceCall({ supabase: supabase(), devices })
  const errors: string[] = []
  call.on('error', ({ error }) => errors.push(error.code))
  await call.start()
  expect([call.state, errors, speaker.closed]).toEqual(['failed', [code], true])
})

test("the relay's own refusal is told, not the closed socket after it", async () => {
  const { call, connection, errors, states } = await liveCall()
  connection.send({ type: 'relay.error', fatal: false, error: { code: 'transcript_delayed', message: '' } })
  connection.send({ type: 'relay.error', fatal: true, error: { code: 'provider_unavailable', message: '' } })
  connection.close(1011)
  await connection.closed
  await settledState(call)
  expect(errors).toEqual(['transcript_delayed', 'provider_unavailable'])
  expect(states.at(-1)).toBe('failed')
})

test('garbage is reported and survived', async () => {
  const { call, connection, errors } = await liveCall()
  connection.sendRaw('{"no":"type"}')
  connection.sendRaw('not json')
  await settled(connection, call)
  expect([call.state, errors]).toEqual(['live', ['server_event_malformed', 'server_event_malformed']])
})

async function settledState(call: VoiceCall) {
  await vi.waitFor(() => expect(call.state).not.toBe('live'))
}
