import { createParser } from 'eventsource-parser'
import type { LiveRunEvent } from './apply-run-event.ts'
import { parseRunEvent } from './parse-run-event.ts'

/**
 * The events of a run from an answer of server-sent events, as they come. Ends when the server closes it; throws what
 * the connection breaks with. What is not an event of a run is passed over.
 */
export async function* readEventStream({ body }: Pick<Response, 'body'>): AsyncGenerator<LiveRunEvent> {
  if (!body) return
  const events: LiveRunEvent[] = []
  const parser = createParser({
    onEvent: ({ data, id }) => {
      const event = parseRunEvent(fromJson(data), Number(id) || null)
      if (event) events.push(event)
    },
  })
  const decoder = new TextDecoder()
  const reader = body.getReader()
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return
      parser.feed(decoder.decode(value, { stream: true }))
      yield* events.splice(0)
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
