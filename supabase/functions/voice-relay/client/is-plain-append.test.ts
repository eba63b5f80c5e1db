import { strictEqual as equal } from 'node:assert'
import { isPlainAppend } from './is-plain-append.ts'

Deno.test('knows the one shape, and nothing that only looks like it', () => {
  equal(isPlainAppend(JSON.stringify({ type: 'input_audio_buffer.append', audio: 'AAAA' })), true)
  for (const frame of [
    '{"type":"input_audio_buffer.append","audio":"AAAA","type":"session.update","session":{}}',
    '{"type":"input_audio_buffer.append","audio":"AAAA","event_id":"e"}',
    '{"type":"input_audio_buffer.append","audio":"AA\\"}',
    '{"type":"input_audio_buffer.append","audio":"\\u0022,\\u0022type\\u0022:"}',
    '{"type":"input_audio_buffer.append","audio":""}{"type":"x"}',
    ' {"type":"input_audio_buffer.append","audio":"AAAA"}',
    '{"audio":"AAAA","type":"input_audio_buffer.append"}',
    '{"type":"input_audio_buffer.append","audio":"',
  ]) {
    equal(isPlainAppend(frame), false, frame)
  }
})
