import { deepStrictEqual as deepEqual, strictEqual as equal } from 'node:assert'
import { StreamEvents } from './stream-events.ts'

const bytes = (text: string) => new TextEncoder().encode(text)
const text = (sent: Uint8Array[]) => sent.map((part) => new TextDecoder().decode(part)).join('')
const hello = 'data: {"choices":[{"delta":{"content":"Grüße"}}],"usage":null}\n\n'
const usage = 'data: {"choices":[],"usage":{"prompt_tokens":3,"completion_tokens":2}}\n\n'
const done = 'data: [DONE]\n\n'

Deno.test('wherever the stream is cut, the same comes out, and the usage is found', () => {
  const whole = bytes(`: hello\n\n${hello}${usage}${done}`)
  for (let cut = 1; cut < whole.length; cut += 1) {
    const events = new StreamEvents(false)
    const sent = [events.push(whole.slice(0, cut)), events.push(whole.slice(cut)), events.flush()]
    equal(text(sent), `: hello\n\n${hello}${done}`)
    deepEqual(events.end, { usage: { prompt_tokens: 3, completion_tokens: 2 }, finished: true })
  }
})

Deno.test('who asked for usage gets it; so does who gets it with content', () => {
  const asked = new StreamEvents(true)
  equal(text([asked.push(bytes(hello + usage))]), hello + usage)
  const together = 'data: {"choices":[{"delta":{}}],"usage":{"prompt_tokens":1}}\r\n\r\n'
  const events = new StreamEvents(false)
  equal(text([events.push(bytes(together))]), together)
  deepEqual(events.end, { usage: { prompt_tokens: 1 }, finished: false })
})

Deno.test('an event goes on as soon as it is there; what comes after the last one is not lost', () => {
  const events = new StreamEvents(false)
  equal(text([events.push(bytes(hello))]), hello)
  equal(text([events.push(bytes('data: [DONE]'))]), '')
  equal(text([events.flush()]), 'data: [DONE]')
  equal(events.end.finished, true)
})
