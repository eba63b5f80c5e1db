import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { encodePcm } from './encode-pcm.ts'
import { CALL_ID, scriptedCall, sessionEvent, streamOf } from './testing/scripted-call.ts'
import { type ScriptedConnection, startScriptedRelay } from './testing/scripted-relay.ts'

let relay: Awaited<ReturnType<typeof startScriptedRelay>>
beforeEach(async () => {
  relay = await startScriptedRelay()
})
afterEach(() => relay.stop())

const draining = (deadline_ms: number, reason = 'wall_clock') => ({ type: 'relay.draining', reason, deadline_ms })
const STANDBY = { type: 'relay.standby', call_id: CALL_ID, segment: 2 }
const handedOver = (audio_ms: number) => ({ type: 'relay.handed_over', call_id: CALL_ID, audio_ms })
const SPEECH = { type: 'input_audio_buffer.speech_started', item_id: 'u1' }
const HEARD = { type: 'conversation.item.input_audio_transcription.completed', item_id: 'u1', transcript: 'Hello' }
const typesOf = (connection: ScriptedConnection) => connection.received.map((event) => event.type)
const framesOf = (connection: ScriptedConnection) => streamOf(connection).samples.length / 24
const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))

test('at a quiet moment the next worker gets every sample that the last one did not store, and no other', async () => {
  const { call, first, requests, speak, said, states, statuses, handOvers } = await scriptedCall(relay)
  speak(1_000)
  first.send(SPEECH, draining(20_000))
  const second = await relay.connection()
  expect(second.protocols[1]).toBe('parley-ticket.TICKET-2')
  expect(requests[1]).toEqual({ call_id: CALL_ID, from_segment: 1 })
  second.send(STANDBY)
  speak(400)
  await vi.waitFor(() => expect(framesOf(first)).toBeGreaterThanOrEqual(1_300))
  expect(typesOf(first)).not.toContain('client.hand_over')
  first.send(HEARD)
  await first.next('client.hand_over')
  speak(300)
  first.send({ type: 'relay.persisted', item_ids: ['u1'], audio_ms: 911 }, handedOver(937))
  expect(await second.next('client.take_over')).toEqual({ type: 'client.take_over', heard: [] })
  speak(200)
  second.send(sessionEvent(2, { audio_ms: 937, items: [{ item_id: 'u1', status: 'completed', heard_ms: null }] }))
  await second.next('input_audio_buffer.append')
  await first.closed
  speak(700)
  await vi.waitFor(() => expect(framesOf(second)).toBeGreaterThan(1_550))
  const [before, after] = [streamOf(first), streamOf(second)]
  expect([before.from, after.from]).toEqual([0, 937 * 24])
  expect(before.samples).toEqual(said.slice(0, before.samples.length))
  expect(after.samples).toEqual(said.slice(937 * 24, 937 * 24 + after.samples.length))
  expect(before.samples.length / 24).toBeLessThanOrEqual(1_400)
  expect(states.at(-1)).toBe('live')
  expect(states).not.toContain('reconnecting')
  expect(statuses).toEqual(['handing-over', 'steady'])
  expect(handOvers).toMatchObject([{ segment: 2, planned: true, reason: 'wall_clock', lostMs: 0 }])
  expect(call.turns).toMatchObject([{ itemId: 'u1', text: 'Hello', persisted: true }])
})

test('no audio waits for a frame to fill: the old worker has all until it is left, the next one all until it begins', async () => {
  const { first, speak, said } = await scriptedCall(relay)
  speak(50)
  first.send(draining(20_000))
  const second = await relay.connection()
  speak(250)
  await vi.waitFor(() => expect(framesOf(first)).toBeGreaterThan(100))
  second.send(STANDBY)
  await first.next('client.hand_over')
  expect(framesOf(first)).toBe(300)
  speak(50)
  first.send(handedOver(290))
  await second.next('client.take_over')
  second.send(sessionEvent(2, { audio_ms: 290 }))
  await second.next('input_audio_buffer.append')
  expect(streamOf(second).samples).toEqual(said.slice(290 * 24))
})

test('at its deadline the worker is left in mid-sentence, and the sentence goes to the next one whole', async () => {
  const { call, first, speak, said } = await scriptedCall(relay)
  speak(600)
  first.send(SPEECH, draining(700))
  const second = await relay.connection()
  second.send(STANDBY)
  await first.next('client.hand_over')
  speak(100)
  first.send(handedOver(31))
  await second.next('client.take_over')
  expect(call.turns).toMatchObject([{ itemId: 'u1', status: 'forming' }])
  second.send(sessionEvent(2, { audio_ms: 31 }))
  await second.next('input_audio_buffer.append')
  expect(call.turns).toEqual([])
  const { from, samples } = streamOf(second)
  expect(from).toBe(31 * 24)
  expect(samples).toEqual(said.slice(from, from + samples.length))
  expect(samples.length / 24).toBeGreaterThanOrEqual(569)
})

test('a worker that does not answer is left all the same, and one that goes by itself too', async () => {
  const { first, states } = await scriptedCall(relay, { timing: { leaveMs: 100 } })
  first.send(draining(20_000))
  const second = await relay.connection()
  second.send(STANDBY)
  await first.next('client.hand_over')
  await second.next('client.take_over')
  second.send(sessionEvent(2, { audio_ms: 0 }), SPEECH, draining(20_000))
  const third = await relay.connection()
  third.send(STANDBY)
  await pause(30)
  expect(typesOf(second)).not.toContain('client.hand_over')
  second.send(handedOver(0))
  second.close()
  await third.next('client.take_over')
  expect(states).not.toContain('reconnecting')
})

test('a provider that is gone is no reason to wait for the end of a sentence', async () => {
  const { first } = await scriptedCall(relay)
  first.send(SPEECH, draining(10_000, 'provider_lost'))
  const second = await relay.connection()
  await pause(50)
  expect(typesOf(first)).not.toContain('client.hand_over')
  second.send(STANDBY)
  await first.next('client.hand_over')
})

test('a next worker that fails is replaced while the old one goes on, and nothing shows', async () => {
  const refused = vi.fn((_request: object, attempt: number) => (attempt === 2 ? { code: 'internal_error' } : undefined))
  const { first, speak, states, errors, requests } = await scriptedCall(relay, {}, refused)
  first.send(draining(20_000))
  const second = await relay.connection()
  expect(requests).toHaveLength(3)
  second.send({ type: 'relay.error', fatal: true, error: { code: 'provider_unavailable', message: '' } })
  await second.closed
  const third = await relay.connection()
  third.close(1011)
  const fourth = await relay.connection()
  speak(500)
  await vi.waitFor(() => expect(framesOf(first)).toBeGreaterThanOrEqual(400))
  fourth.send(STANDBY)
  await first.next('client.hand_over')
  expect([states.at(-1), errors]).toEqual(['live', []])
})

test('a loss while the next worker stands by is over as soon as that one has the call', async () => {
  const { first, speak, said, states, statuses, handOvers } = await scriptedCall(relay)
  speak(500)
  first.send(SPEECH, draining(20_000))
  const second = await relay.connection()
  second.send(STANDBY)
  await pause(30)
  first.terminate()
  await second.next('client.take_over')
  expect(states.at(-1)).toBe('reconnecting')
  speak(250)
  second.send(sessionEvent(2, { audio_ms: 123 }))
  await second.next('input_audio_buffer.append')
  const { from, samples } = streamOf(second)
  expect([from, samples]).toEqual([123 * 24, said.slice(from, from + samples.length)])
  await vi.waitFor(() => expect(states.at(-1)).toBe('live'))
  expect(statuses).toEqual(['handing-over', 'reconnecting', 'steady'])
  expect(handOvers).toMatchObject([{ segment: 2, planned: false }])
})

test('a next worker that dies after the old one was left is followed by another, with the same audio', async () => {
  const { first, speak, said } = await scriptedCall(relay)
  speak(500)
  first.send(draining(20_000))
  const second = await relay.connection()
  second.send(STANDBY)
  await first.next('client.hand_over')
  first.send(handedOver(200))
  await second.next('client.take_over')
  second.terminate()
  const third = await relay.connection()
  await third.next('client.take_over')
  third.send(sessionEvent(3, { audio_ms: 207 }))
  await third.next('input_audio_buffer.append')
  const { from, samples } = streamOf(third)
  expect([from, samples]).toEqual([207 * 24, said.slice(from, from + samples.length)])
  await first.closed
})

test('the agent speaks on through the change; what came of its words is told, and what the old worker adds is not heard', async () => {
  const { call, first, speaker } = await scriptedCall(relay)
  const audio = (item_id: string, ms: number) => ({
    type: 'response.output_audio.delta',
    response_id: 'r',
    item_id,
    content_index: 0,
    delta: encodePcm(new Int16Array(ms * 24)),
  })
  const words = (item_id: string) => ({
    type: 'response.output_audio_transcript.delta',
    item_id,
    delta: `words of ${item_id}`,
  })
  first.send(words('a1'), audio('a1', 900), audio('a1', 100), draining(20_000))
  const second = await relay.connection()
  second.send(STANDBY)
  await first.next('client.hand_over')
  first.send(audio('a1', 50), handedOver(0))
  const { heard } = await second.next('client.take_over')
  expect(heard).toEqual([{ item_id: 'a1', audio_ms: 1_050 }])
  first.send(audio('a1', 700))
  await pause(30)
  const items = [{ item_id: 'a1', status: 'interrupted', heard_ms: 800 }]
  second.send(sessionEvent(2, { audio_ms: 0, items }), words('a2'), audio('a2', 300))
  await vi.waitFor(() => expect(speaker.played.at(-1)).toEqual({ itemId: 'a2', samples: 7_200 }))
  expect(speaker.played.map(({ itemId, samples }) => `${itemId}:${samples / 24}`)).toEqual([
    'a1:900',
    'a1:100',
    'a1:50',
    'a2:300',
  ])
  expect([speaker.cuts, speaker.limits, speaker.completed]).toEqual([0, [{ itemId: 'a1', ms: 800 }], ['a1']])
  expect(call.turns).toMatchObject([{ itemId: 'a1', status: 'interrupted', heardMs: 800 }, { itemId: 'a2' }])
})

test('what the caller cut off is told as what was played, and is not asked for again', async () => {
  const { first, speaker } = await scriptedCall(relay)
  first.send({
    type: 'response.output_audio.delta',
    response_id: 'r',
    item_id: 'a1',
    content_index: 0,
    delta: encodePcm(new Int16Array(24_000)),
  })
  await vi.waitFor(() => expect(speaker.played).toHaveLength(1))
  speaker.cutItems = [{ itemId: 'a1', contentIndex: 0, played: 6_000, dropped: 18_000, complete: false }]
  first.send(SPEECH)
  await first.next('conversation.item.truncate')
  first.terminate()
  const second = await relay.connection()
  expect((await second.next('client.take_over')).heard).toEqual([{ item_id: 'a1', audio_ms: 250, cut: true }])
})

test('hanging up in mid-change ends the call at whoever gets it', async () => {
  const { call, first, speak, said, states } = await scriptedCall(relay)
  speak(500)
  first.send(draining(20_000))
  const second = await relay.connection()
  second.send(STANDBY)
  await first.next('client.hand_over')
  const ended = call.end()
  first.send(handedOver(100))
  await second.next('client.take_over')
  second.send(sessionEvent(2, { audio_ms: 100 }))
  await second.next('client.call_end')
  expect(typesOf(second).at(-1)).toBe('client.call_end')
  expect(streamOf(second).samples).toEqual(said.slice(2_400, 2_400 + streamOf(second).samples.length))
  second.send({ type: 'relay.ended', call_id: CALL_ID, reason: 'hangup' })
  await ended
  expect(states.at(-1)).toBe('ended')
  await Promise.all([first.closed, second.closed])
})

test('hanging up while the next worker stands by ends the call at the old one, and lets the other go', async () => {
  const { call, first } = await scriptedCall(relay)
  first.send(SPEECH, draining(20_000))
  const second = await relay.connection()
  second.send(STANDBY)
  await pause(30)
  const ended = call.end()
  await first.next('client.call_end')
  await second.closed
  first.send({ type: 'relay.ended', call_id: CALL_ID, reason: 'hangup' })
  await ended
  expect(typesOf(second)).toEqual([])
})
