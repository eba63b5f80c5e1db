import { deepStrictEqual as deepEqual, strictEqual as equal } from 'node:assert'
import { base64Ms, readAudioDelta } from './read-audio-delta.ts'

const DELTA = { type: 'response.output_audio.delta', item_id: 'item_1', content_index: 0 }
const audio = (bytes: number) => btoa(String.fromCharCode(...new Uint8Array(bytes)))

Deno.test('reads item and length in whatever order the members stand', () => {
  const frames = [
    { ...DELTA, delta: audio(4800), event_id: 'e' },
    { event_id: 'e', ...DELTA, response_id: 'r', delta: audio(4800) },
    { delta: audio(4800), item_id: 'item_1', type: 'response.output_audio.delta' },
  ]
  deepEqual(readAudioDelta(JSON.stringify(frames[0])), { itemId: 'item_1', ms: 100 })
  deepEqual(readAudioDelta(JSON.stringify(frames[1])), { itemId: 'item_1', ms: 100 })
  // Too far in to be looked for: such a frame is parsed.
  equal(readAudioDelta(JSON.stringify(frames[2])), null)
})

Deno.test('is not fooled by a text that speaks of deltas', () => {
  const delta = 'say "type":"response.output_audio.delta", "item_id":"x", "delta":"AAAA"'
  equal(readAudioDelta(JSON.stringify({ type: 'response.output_text.delta', item_id: 'i', delta })), null)
})

Deno.test('counts padding', () => {
  for (const bytes of [480, 481, 482, 483]) equal(base64Ms(audio(bytes)), (bytes * 1000) / 48_000)
  equal(base64Ms(''), 0)
})
