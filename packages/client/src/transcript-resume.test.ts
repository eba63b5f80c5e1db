import { expect, test } from 'vitest'
import type { ServerEvent } from './server-event.ts'
import { Transcript } from './transcript.ts'

const user = (item_id: string, previous_item_id: string | null, transcript: string) => [
  { type: 'input_audio_buffer.committed', item_id, previous_item_id },
  { type: 'conversation.item.input_audio_transcription.completed', item_id, transcript },
]
const answer = (id: string, previous_item_id: string | null, text: string) => [
  { type: 'conversation.item.added', previous_item_id, item: { id, type: 'message', role: 'assistant', content: [] } },
  { type: 'response.output_audio_transcript.delta', event_id: id, item_id: id, delta: text },
  { type: 'response.output_audio.delta', item_id: id, delta: Buffer.alloc(2_000 * 48).toString('base64') },
]
const rebuilt = (id: string, previous_item_id: string | null, role: string, text: string) => {
  const content = [
    role === 'user' ? { type: 'input_audio', transcript: text } : { type: 'output_audio', transcript: text },
  ]
  const item = { id, type: 'message', role, status: 'completed', content }
  return { type: 'conversation.item.done', event_id: `relay_${id}`, previous_item_id, item }
}
const stored = (
  item_id: string,
  status: 'completed' | 'interrupted' | 'failed' = 'completed',
  heard_ms: number | null = null,
) => ({
  item_id,
  status,
  heard_ms,
})
const nobody = () => false
const feed = (transcript: Transcript, ...events: object[]) => {
  for (const event of events) transcript.apply(event as ServerEvent)
}
const words = (transcript: Transcript) => transcript.turns.map((turn) => `${turn.itemId}: ${turn.text}`)

test('turns that are told of again keep their words, their ends and their places', () => {
  const transcript = new Transcript()
  feed(transcript, ...user('u1', null, 'One?'), ...answer('a1', 'u1', 'one two three four'))
  transcript.interrupt('a1', 1_100)
  feed(transcript, ...user('u2', 'a1', 'Stop'))
  transcript.resume([stored('u1'), stored('a1', 'interrupted', 1_100), stored('u2')], nobody)
  const before = transcript.turns
  feed(transcript, rebuilt('u1', null, 'user', 'One?'), rebuilt('a1', null, 'assistant', 'one two'))
  feed(transcript, rebuilt('u2', 'u1', 'user', 'Stop'))
  expect(transcript.turns).toBe(before)
  expect(words(transcript)).toEqual(['u1: One?', 'a1: one two', 'u2: Stop'])
  expect(before.every((turn) => turn.persisted)).toBe(true)
})

test('what the new session says follows all that was said before, also turns that it does not know', () => {
  const transcript = new Transcript()
  feed(transcript, ...user('u1', null, 'One'), ...user('u2', 'u1', ''))
  feed(transcript, { type: 'relay.persisted', item_ids: ['u1', 'u2'], audio_ms: 0 })
  transcript.write('typed', 'In writing')
  transcript.resume([stored('u1')], (itemId) => itemId === 'typed')
  feed(
    transcript,
    ...user('u3', 'u1', 'Three'),
    rebuilt('typed', 'u3', 'user', 'In writing'),
    ...answer('a1', 'typed', 'Four'),
  )
  expect(transcript.turns.map((turn) => turn.itemId)).toEqual(['u1', 'u2', 'u3', 'typed', 'a1'])
})

test('a transcription that came while the client was away fills its turn in', () => {
  const transcript = new Transcript()
  feed(transcript, { type: 'input_audio_buffer.speech_started', item_id: 'u1' })
  expect(transcript.resume([stored('u1'), stored('a1', 'interrupted', 300)], nobody)).toEqual([])
  feed(transcript, rebuilt('u1', null, 'user', 'Hello'), rebuilt('a1', 'u1', 'assistant', 'Good'))
  expect(transcript.turns).toMatchObject([
    { itemId: 'u1', text: 'Hello', status: 'completed', persisted: true },
    { itemId: 'a1', text: 'Good', status: 'interrupted', heardMs: 300, persisted: true },
  ])
})

test('an answer that its worker did not finish ends where it is stored to end, or goes', () => {
  const transcript = new Transcript()
  feed(transcript, ...answer('a1', null, 'one two three four'), ...answer('a2', 'a1', 'five'))
  feed(transcript, { type: 'relay.persisted', item_ids: ['a1', 'a2'], audio_ms: 0 })
  expect(transcript.resume([stored('a1', 'interrupted', 1_100)], nobody)).toEqual(['a2'])
  expect(transcript.turns).toMatchObject([{ text: 'one two', status: 'interrupted', heardMs: 1_100 }])
})

test('where a worker cut an answer that it knew better, its words are shown', () => {
  const transcript = new Transcript()
  feed(transcript, ...answer('a1', null, 'one two three four'))
  transcript.resume([stored('a1', 'interrupted', 1_100)], nobody)
  feed(transcript, rebuilt('a1', null, 'assistant', 'one two three'))
  expect(words(transcript)).toEqual(['a1: one two three'])
  transcript.interrupt('a1', 500)
  feed(transcript, rebuilt('a1', null, 'assistant', 'one two three'))
  expect(words(transcript)).toEqual(['a1: one'])
})
