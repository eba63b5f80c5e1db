import { EventSourceParserStream } from 'eventsource-parser/stream'
import type { LiveRunEvent } from './apply-run-event.ts'
import { parseRunEvent } from './parse-run-event.ts'

/**
 * The events of a run from an answer of server-sent events, as they come. Ends when the server closes it; throws what
 * the connection breaks with. What is not an event of a run is passed over.
 */
export async function* readEventStream(response: Response): AsyncGenerator<LiveRunEvent> {
  if (!response.body) return
  const messages = response.body.pipeThrough(new TextDecoderStream()).pipeThrough(new EventSourceParserStream())
  const reader = messages.getReader()
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return
      const event = parseRunEvent(fromJson(value.data), Number(value.id) || null)
      if (event) yield event
    }
  } finally {
    // Whoever stops reading lets the connection go.
    await reader.cancel().catch(() => {})
  }
}

function fromJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
