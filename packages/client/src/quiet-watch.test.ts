import { expect, test } from 'vitest'
import { QuietWatch } from './quiet-watch.ts'
import type { ServerEvent } from './server-event.ts'

const fed = (...events: object[]) => {
  const watch = new QuietWatch()
  for (const event of events) watch.apply(event as ServerEvent)
  return watch
}
const started = { type: 'input_audio_buffer.speech_started', item_id: 'u1' }
const transcribed = (how: string) => ({ type: `conversation.item.input_audio_transcription.${how}`, item_id: 'u1' })

test('speech is unfinished from its first sound to its transcription, also one that failed', () => {
  const stopped = { type: 'input_audio_buffer.speech_stopped', item_id: 'u1' }
  const committed = { type: 'input_audio_buffer.committed', item_id: 'u1' }
  expect(fed(started).quiet).toBe(false)
  expect(fed(started, stopped, committed).quiet).toBe(false)
  expect(fed(started, stopped, committed, transcribed('completed')).quiet).toBe(true)
  expect(fed(started, committed, transcribed('failed')).quiet).toBe(true)
})

test('a function is unfinished until it is answered, in whichever session; speech only in its own', () => {
  const watch = fed(started, { type: 'response.output_item.done', item: { type: 'function_call', call_id: 'c1' } })
  watch.reset()
  expect(watch.quiet).toBe(false)
  watch.sent({ type: 'conversation.item.create', item: { type: 'function_call_output', call_id: 'c1', output: '' } })
  expect(watch.quiet).toBe(true)
})

test('a function that the server answers is finished when its output is in the conversation', () => {
  const watch = fed({ type: 'response.output_item.done', item: { type: 'function_call', call_id: 'c1' } })
  watch.apply({ type: 'conversation.item.added', item: { type: 'function_call_output', call_id: 'c1' } } as ServerEvent)
  expect(watch.quiet).toBe(true)
})
