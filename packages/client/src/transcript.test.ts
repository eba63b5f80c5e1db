import { expect, test } from 'vitest'
import type { ServerEvent } from './server-event.ts'
import { Transcript } from './transcript.ts'

/** Events as they come over the wire; the fields that these tests do not look at are left out. */
function fed(...events: object[]): Transcript {
  const transcript = new Transcript()
  for (const event of events) transcript.apply(event as ServerEvent)
  return transcript
}
const summary = (transcript: Transcript) =>
  transcript.turns.map(({ role, text, status }) => `${role}:${text}:${status}`)

const committed = (item_id: string, previous_item_id: string | null) => ({
  type: 'input_audio_buffer.committed',
  item_id,
  previous_item_id,
})
const heard = (item_id: string, transcript: string) => ({
  type: 'conversation.item.input_audio_transcription.completed',
  item_id,
  transcript,
})
const answer = (item_id: string, previous_item_id: string | null) => ({
  type: 'conversation.item.added',
  previous_item_id,
  item: { id: item_id, type: 'message', role: 'assistant', content: [] },
})
const delta = (item_id: string, text: string, event_id = `${item_id}${text}`) => ({
  type: 'response.output_audio_transcript.delta',
  event_id,
  item_id,
  delta: text,
})
const audio = (item_id: string, ms: number) => ({
  type: 'response.output_audio.delta',
  item_id,
  delta: Buffer.alloc(ms * 48).toString('base64'),
})
const spoken = (item_id: string, transcript: string) => ({
  type: 'response.output_audio_transcript.done',
  item_id,
  transcript,
})

test("the caller's words stand before the answer although they are recognised after it", () => {
  const transcript = fed(
    committed('u1', null),
    answer('a1', 'u1'),
    delta('a1', 'Hello'),
    spoken('a1', 'Hello!'),
    heard('u1', ' Hi there '),
  )
  expect(summary(transcript)).toEqual(['user:Hi there:completed', 'assistant:Hello!:completed'])
})

test('an answer that arrives before the question it follows is put in its place', () => {
  const transcript = fed(answer('a1', 'u1'), spoken('a1', 'Two.'), committed('u1', null), heard('u1', 'One?'))
  expect(summary(transcript)).toEqual(['user:One?:completed', 'assistant:Two.:completed'])
})

test('words form delta by delta, each delta once, and none after the end', () => {
  const transcript = fed(
    answer('a1', null),
    delta('a1', 'Good ', 'e1'),
    delta('a1', 'Good ', 'e1'),
    delta('a1', 'day', 'e2'),
  )
  expect(summary(transcript)).toEqual(['assistant:Good day:forming'])
  transcript.apply(spoken('a1', 'Good day.') as ServerEvent)
  expect(transcript.apply(delta('a1', ' late', 'e3') as ServerEvent)).toBe(false)
  expect(transcript.apply(spoken('a1', 'Good day.') as ServerEvent)).toBe(false)
  expect(summary(transcript)).toEqual(['assistant:Good day.:completed'])
})

test('speech that cannot be recognised fails its own turn and no other', () => {
  const failed = { type: 'conversation.item.input_audio_transcription.failed', item_id: 'u1', error: {} }
  const transcript = fed(committed('u1', null), answer('a1', 'u1'), failed, spoken('a1', 'Pardon?'))
  expect(summary(transcript)).toEqual(['user::failed', 'assistant:Pardon?:completed'])
})

test('an interrupted answer ends at the last whole word that was heard, whatever comes later', () => {
  const transcript = fed(answer('a1', null), delta('a1', 'The first train leaves at noon'), audio('a1', 2000))
  transcript.interrupt('a1', 1_100)
  for (const late of [delta('a1', ' sharp', 'e9'), spoken('a1', 'The first train leaves at noon sharp')]) {
    transcript.apply(late as ServerEvent)
  }
  expect(transcript.turns[0]).toMatchObject({ text: 'The first train', status: 'interrupted', heardMs: 1_100 })
})

test('a typed item is a text turn at once; a tool call is a turn of its own', () => {
  const typed = { id: 'u1', type: 'message', role: 'user', content: [{ type: 'input_text', text: 'Hi' }] }
  const call = { id: 't1', type: 'function_call', name: 'get_time', arguments: '{}', call_id: 'c' }
  const transcript = fed(
    { type: 'conversation.item.added', previous_item_id: null, item: typed },
    { type: 'conversation.item.added', previous_item_id: 'u1', item: call },
    { type: 'response.output_item.done', item: call },
    { type: 'relay.persisted', item_ids: ['u1', 'unknown'] },
  )
  expect(transcript.turns).toMatchObject([
    { text: 'Hi', source: 'text', status: 'completed', persisted: true },
    { role: 'tool', toolName: 'get_time', status: 'completed', persisted: false },
  ])
})

test('unchanged turns keep their identity, so that only what changed is drawn again', () => {
  const transcript = fed(answer('a1', null), spoken('a1', 'One.'), answer('a2', 'a1'))
  const before = transcript.turns
  expect(transcript.apply({ type: 'rate_limits.updated' } as ServerEvent)).toBe(false)
  expect(transcript.turns).toBe(before)
  transcript.apply(delta('a2', 'Two') as ServerEvent)
  expect(transcript.turns).not.toBe(before)
  expect(transcript.turns[0]).toBe(before[0])
})

test('at the end, what was still forming stays as it is, and a breath that became nothing goes', () => {
  const transcript = fed(answer('a1', null), delta('a1', 'I would'), {
    type: 'input_audio_buffer.speech_started',
    item_id: 'breath',
  })
  expect(transcript.turns).toHaveLength(2)
  expect(transcript.close()).toBe(true)
  expect(summary(transcript)).toEqual(['assistant:I would:interrupted'])
})
