import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { CALL_ID, scriptedCall, sessionEvent, streamOf } from './testing/scripted-call.ts'
import { type ScriptedConnection, startScriptedRelay } from './testing/scripted-relay.ts'

let relay: Awaited<ReturnType<typeof startScriptedRelay>>
beforeEach(async () => {
  relay = await startScriptedRelay()
})
afterEach(async () => {
  vi.unstubAllGlobals()
  await relay.stop()
})

const typesOf = (connection: ScriptedConnection) => connection.received.map((event) => event.type)
const fatal = (code: string) => ({ type: 'relay.error', fatal: true, error: { code, message: '' } })

test('a connection lost in mid-sentence costs no sample, also of what is said while it is away', async () => {
  const { call, first, requests, speak, said, states, handOvers, microphones } = await scriptedCall(relay)
  speak(1_000)
  first.send({ type: 'relay.heartbeat', audio_ms: 300 })
  await vi.waitFor(() => expect(streamOf(first).samples.length).toBeGreaterThan(20_000))
  first.terminate()
  const second = await relay.connection()
  expect(requests[1]).toEqual({ call_id: CALL_ID, from_segment: 1 })
  expect(states.at(-1)).toBe('reconnecting')
  speak(500)
  await call.switchMicrophone('other')
  speak(500)
  expect(microphones).toHaveLength(2)
  await second.next('client.take_over')
  // Behind what the heartbeat said: the worker had not stored it.
  second.send(sessionEvent(2, { audio_ms: 250 }))
  await vi.waitFor(() => expect(streamOf(second).samples.length).toBeGreaterThanOrEqual(1_600 * 24))
  const { from, samples } = streamOf(second)
  expect([from, samples]).toEqual([300 * 24, said.slice(from, from + samples.length)])
  expect(handOvers).toMatchObject([{ segment: 2, planned: false, reason: 'lost', lostMs: 0 }])
  expect(states.at(-1)).toBe('live')
  const frames = second.received.filter((event) => event.type === 'input_audio_buffer.append')
  expect(frames.length).toBeLessThanOrEqual(3)
})

test('attempts that fail are repeated, from the segment that this page has, until one answers', async () => {
  const refuse = (_request: object, attempt: number) => (attempt === 2 ? { code: 'internal_error' } : undefined)
  const { first, requests, states, errors } = await scriptedCall(relay, {}, refuse)
  first.terminate()
  const second = await relay.connection()
  second.send(fatal('provider_unavailable'))
  await second.closed
  const third = await relay.connection()
  await third.next('client.take_over')
  third.send(sessionEvent(4, { audio_ms: 0 }))
  await third.next('client.audio_start')
  third.terminate()
  await relay.connection()
  expect(requests.map((request) => request.from_segment)).toEqual([undefined, 1, 1, 1, 4])
  expect([errors, states.slice(-3)]).toEqual([[], ['reconnecting', 'live', 'reconnecting']])
})

test('a relay that falls silent is lost, though its socket stays open', async () => {
  const { first } = await scriptedCall(relay, { timing: { silentMs: 300 } })
  for (let beat = 0; beat < 4; beat++) {
    await new Promise((resolve) => setTimeout(resolve, 150))
    first.send({ type: 'relay.heartbeat', audio_ms: 0 })
  }
  expect(first.received.map((event) => event.type)).toEqual(['client.audio_start'])
  const second = await relay.connection()
  await second.next('client.take_over')
})

test('a page that wakes up looks at once whether its connection still lives', async () => {
  const page = Object.assign(new EventTarget(), { document: new EventTarget() })
  vi.stubGlobal('window', page)
  const { first } = await scriptedCall(relay, { timing: { probeMs: 200 } })
  page.dispatchEvent(new Event('online'))
  first.send({ type: 'relay.heartbeat', audio_ms: 0 })
  await new Promise((resolve) => setTimeout(resolve, 400))
  page.dispatchEvent(new Event('online'))
  const second = await relay.connection()
  await second.next('client.take_over')
})

test('typed text is kept until it is known to be stored, and shown all the while', async () => {
  const { call, first } = await scriptedCall(relay, { microphone: false })
  await call.sendText('stored')
  await call.sendText('known to the next worker')
  await call.sendText('lost on the way')
  await vi.waitFor(() => expect(typesOf(first).filter((type) => type === 'conversation.item.create')).toHaveLength(3))
  const ids = first.received.flatMap((event) => (event.item as { id?: string } | undefined)?.id ?? [])
  expect(ids.every((id) => id.length <= 32)).toBe(true)
  first.send({ type: 'relay.persisted', item_ids: [ids[0]], audio_ms: 0 })
  await vi.waitFor(() => expect(call.turns[0]?.persisted).toBe(true))
  first.terminate()
  const second = await relay.connection()
  await call.sendText('typed meanwhile')
  second.send(sessionEvent(2, { audio_ms: 0, items: [{ item_id: ids[1], status: 'completed', heard_ms: null }] }))
  await second.next('response.create')
  const created = second.received.filter((event) => event.type === 'conversation.item.create')
  expect(created).toMatchObject([
    { item: { id: ids[2], content: [{ text: 'lost on the way' }] } },
    { item: { content: [{ text: 'typed meanwhile' }] } },
  ])
  expect(typesOf(second).filter((type) => type === 'response.create')).toHaveLength(1)
  expect(call.turns.map((turn) => turn.text)).toEqual([
    'stored',
    'known to the next worker',
    'lost on the way',
    'typed meanwhile',
  ])
})

test("a function's output that was on its way is sent again", async () => {
  const { call, first } = await scriptedCall(relay, { microphone: false })
  first.send({
    type: 'response.output_item.done',
    item: { id: 'f1', type: 'function_call', call_id: 'c1', name: 'time' },
  })
  await vi.waitFor(() => expect(call.turns).toHaveLength(1))
  call.answerFunction('c1', '"noon"')
  await first.next('response.create')
  first.terminate()
  const second = await relay.connection()
  second.send(sessionEvent(2, { audio_ms: 0, items: [{ item_id: 'f1', status: 'completed', heard_ms: null }] }))
  expect((await second.next('conversation.item.create')).item).toMatchObject({ call_id: 'c1', output: '"noon"' })
  await second.next('response.create')
})

test('a turn that was never stored goes, and one that was stays', async () => {
  const { call, first, speaker } = await scriptedCall(relay)
  const words = (item_id: string) => ({ type: 'response.output_audio_transcript.delta', item_id, delta: item_id })
  first.send(
    { type: 'conversation.item.input_audio_transcription.completed', item_id: 'u1', transcript: 'One' },
    { type: 'relay.persisted', item_ids: ['u1'], audio_ms: 0 },
    { type: 'conversation.item.input_audio_transcription.completed', item_id: 'u2', transcript: 'Two' },
    words('never'),
    words('being made'),
    { type: 'relay.persisted', item_ids: ['being made'], audio_ms: 0 },
  )
  await vi.waitFor(() => expect(call.turns[3]?.persisted).toBe(true))
  first.terminate()
  const second = await relay.connection()
  second.send(sessionEvent(2, { audio_ms: 0, items: [{ item_id: 'u2', status: 'completed', heard_ms: null }] }))
  await second.next('client.audio_start')
  expect(call.turns.map((turn) => `${turn.itemId}:${turn.persisted}`)).toEqual(['u1:true', 'u2:true'])
  expect(speaker.limits).toEqual([
    { itemId: 'never', ms: 0 },
    { itemId: 'being made', ms: 0 },
  ])
})

test.each([['call_ended'], ['segment_superseded'], ['call_not_found']])(
  'a call that is %s is not tried again, whoever says so',
  async (code) => {
    const byTicket = await scriptedCall(relay, {}, (_request, attempt) => (attempt > 1 ? { code } : undefined))
    byTicket.first.terminate()
    await vi.waitFor(() => expect(byTicket.states.at(-1)).toBe('failed'))
    expect([byTicket.errors, byTicket.requests.length]).toEqual([[`${code}:true`], 2])
    const byRelay = await scriptedCall(relay)
    byRelay.first.terminate()
    const second = await relay.connection()
    second.send(fatal(code))
    await vi.waitFor(() => expect(byRelay.states.at(-1)).toBe('failed'))
    expect([byRelay.errors, byRelay.requests.length]).toEqual([[`${code}:true`], 2])
  },
)

test('a page whose call is taken over elsewhere is told so', async () => {
  const { first, states, errors } = await scriptedCall(relay)
  first.send(fatal('segment_superseded'))
  await vi.waitFor(() => expect(states.at(-1)).toBe('failed'))
  expect(errors).toEqual(['segment_superseded:true'])
})

test('after its limit it gives up, and leaves nothing open', async () => {
  const refuse = (_request: object, attempt: number) => (attempt > 1 ? { code: 'internal_error' } : undefined)
  const { first, states, errors, requests, microphones, speaker } = await scriptedCall(
    relay,
    { timing: { giveUpMs: 900 } },
    refuse,
  )
  first.terminate()
  await vi.waitFor(() => expect(states.at(-1)).toBe('failed'), 3_000)
  expect(errors).toEqual(['connection_lost:true'])
  expect([microphones[0]?.closed, speaker.closed]).toEqual([true, true])
  const tried = requests.length
  expect(tried).toBeGreaterThan(2)
  await new Promise((resolve) => setTimeout(resolve, 700))
  expect(requests).toHaveLength(tried)
})

test('hanging up while nobody has the call waits a moment for a worker to say goodbye to', async () => {
  const refuse = (_request: object, attempt: number) => (attempt > 1 ? { code: 'internal_error' } : undefined)
  const alone = await scriptedCall(relay, { timing: { hangUpMs: 200 } }, refuse)
  alone.first.terminate()
  await vi.waitFor(() => expect(alone.states.at(-1)).toBe('reconnecting'))
  const before = Date.now()
  await alone.call.end()
  expect(Date.now() - before).toBeLessThan(500)
  expect(alone.states.slice(-2)).toEqual(['ending', 'ended'])
  const { call, first, states } = await scriptedCall(relay)
  first.terminate()
  await vi.waitFor(() => expect(states.at(-1)).toBe('reconnecting'))
  const ended = call.end()
  const second = await relay.connection()
  await second.next('client.take_over')
  second.send(sessionEvent(2, { audio_ms: 0 }))
  await second.next('client.call_end')
  second.send({ type: 'relay.ended', call_id: CALL_ID, reason: 'hangup' })
  await ended
  expect(states.at(-1)).toBe('ended')
})

test('a call is joined where it is, and its stream goes on', async () => {
  const { first, requests, speak, said } = await scriptedCall(relay, { callId: CALL_ID, takeOver: true })
  expect(requests).toEqual([{ call_id: CALL_ID, take_over: true }])
  speak(300)
  await vi.waitFor(() => expect(streamOf(first).samples.length).toBeGreaterThan(4_800))
  const { from, samples } = streamOf(first)
  expect([from, samples]).toEqual([5_000 * 24, said.slice(0, samples.length)])
  expect(typesOf(first)).not.toContain('client.take_over')
})

test('what the server could not store is offered', async () => {
  const { call, first, states } = await scriptedCall(relay)
  const unstored: unknown[] = []
  call.on('unstored', ({ items }) => unstored.push(...items))
  const error = (code: string, items: unknown[]) => ({ code, message: '', details: { items } })
  first.send({ type: 'relay.error', fatal: false, error: error('transcript_refused', [{ item_id: 'u1' }]) })
  first.send({ type: 'relay.error', fatal: false, error: { code: 'transcript_delayed', message: '' } })
  first.send({ type: 'relay.error', fatal: true, error: error('transcript_delayed', [{ item_id: 'u2' }]) })
  await vi.waitFor(() => expect(states.at(-1)).toBe('failed'))
  expect(unstored).toEqual([{ item_id: 'u1' }, { item_id: 'u2' }])
})

test('while the server cannot store, hanging up waits for what it gives back', async () => {
  const { call, first } = await scriptedCall(relay, { timing: { hangUpMs: 50, hangUpUnstoredMs: 5_000 } })
  const items = [{ role: 'user', text: 'hello' }]
  const offered: unknown[] = []
  call.on('unstored', (event) => offered.push(...event.items))
  first.send({ type: 'relay.error', fatal: false, error: { code: 'transcript_delayed', message: '' } })
  await vi.waitFor(() => expect(call.state).toBe('live'))
  await new Promise((resolve) => setTimeout(resolve, 20))
  const ended = call.end()
  await first.next('client.call_end')
  await new Promise((resolve) => setTimeout(resolve, 150))
  first.send({
    type: 'relay.error',
    fatal: true,
    error: { code: 'transcript_delayed', message: '', details: { items } },
  })
  await ended
  expect(offered).toEqual(items)
})

test('the answer to a function call that was lost with its worker goes nowhere', async () => {
  const { call, first } = await scriptedCall(relay)
  first.send({
    type: 'response.output_item.done',
    item: { id: 'f1', type: 'function_call', call_id: 'c1', name: 'now' },
  })
  await vi.waitFor(() => expect(call.turns.some(({ role }) => role === 'tool')).toBe(true))
  first.terminate()
  const second = await relay.connection()
  await second.next('client.take_over')
  second.send(sessionEvent(2, { audio_ms: 0 }))
  await second.next('client.audio_start')
  call.answerFunction('c1', '"noon"')
  await call.sendText('hello')
  await second.next('response.create')
  expect(second.received.filter(({ type }) => type === 'conversation.item.create')).toHaveLength(1)
  void call.end({ immediately: true })
})

test('what was typed between two utterances stands between them in the next segment too', async () => {
  const { call, first, speak, said } = await scriptedCall(relay)
  speak(400)
  await call.sendText('in between')
  speak(400)
  first.terminate()
  const second = await relay.connection()
  await second.next('client.take_over')
  second.send(sessionEvent(2, { audio_ms: 0 }))
  await second.next('client.audio_start')
  await second.next('input_audio_buffer.append')
  expect(streamOf(second).samples.length).toBe(400 * 24)
  second.send({ type: 'input_audio_buffer.speech_started', item_id: 'u1', audio_start_ms: 0 })
  second.send({ type: 'input_audio_buffer.committed', item_id: 'u1', previous_item_id: null })
  await second.next('conversation.item.create')
  await vi.waitFor(() => expect(streamOf(second).samples.length).toBe(800 * 24))
  expect(streamOf(second).samples).toEqual(said)
  const types = second.received.map(({ type }) => type)
  expect(types.indexOf('conversation.item.create')).toBeLessThan(types.lastIndexOf('input_audio_buffer.append'))
  void call.end({ immediately: true })
})

test('of two things typed with silence between them only the last asks for an answer', async () => {
  const { call, first, microphones } = await scriptedCall(relay)
  const keepQuiet = () => microphones[0]?.onAudio(new Int16Array(24_000), 0)
  await call.sendText('answered, and broken into')
  keepQuiet()
  await call.sendText('with this')
  keepQuiet()
  first.terminate()
  const second = await relay.connection()
  await second.next('client.take_over')
  second.send(sessionEvent(2, { audio_ms: 0 }))
  await second.next('response.create')
  const sent = typesOf(second).filter((type) =>
    ['conversation.item.create', 'response.create'].includes(type as string),
  )
  expect(sent).toEqual(['conversation.item.create', 'conversation.item.create', 'response.create'])
  void call.end({ immediately: true })
})
