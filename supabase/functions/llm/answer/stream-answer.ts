import { ParleyError } from '@parley/shared/parley-error.ts'
import { log } from '../../_shared/log.ts'
import { openaiErrorBody } from '../openai-error.ts'
import type { Answer } from '../upstream/ask-upstreams.ts'
import { inBackground, settleLater } from './open-holds.ts'
import { StreamEvents } from './stream-events.ts'
import { usageOf } from './usage-of.ts'

/**
 * Sends an answer on as it comes, as fast as the client reads it. A client that leaves does not end it: it is read to its
 * end, for its last event says what it cost. One that breaks off is told so in the stream, and costs what was put by.
 */
export function streamAnswer(answer: Answer, holdId: string, wantsUsage: boolean): Response {
  const events = new StreamEvents(wantsUsage)
  const ended = Promise.withResolvers<void>()
  inBackground(ended.promise)
  let first: Uint8Array | undefined = answer.first

  async function next(): Promise<Uint8Array | undefined> {
    const bytes = first ?? (await answer.rest.read()).value
    first = undefined
    return bytes && events.push(bytes)
  }
  function settle(): void {
    settleLater(holdId, events.end.finished ? usageOf(events.end.usage) : null)
    ended.resolve()
  }

  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      try {
        for (let bytes = await next(); bytes; bytes = await next()) {
          if (bytes.length === 0) continue
          controller.enqueue(bytes)
          return
        }
        const last = events.flush()
        if (last.length > 0) controller.enqueue(last)
        if (!events.end.finished) throw new Error('the stream ended without [DONE]')
        controller.close()
      } catch (error) {
        controller.enqueue(brokenOff(error, holdId))
        controller.close()
      }
      settle()
    },
    async cancel() {
      try {
        while (await next());
      } catch {
        // It broke off, and costs what was put by.
      }
      settle()
    },
  })
  return new Response(body, {
    headers: { 'content-type': 'text/event-stream; charset=utf-8', 'x-accel-buffering': 'no' },
  })
}

function brokenOff(cause: unknown, holdId: string): Uint8Array {
  log('warn', 'llm_stream_broken', { hold_id: holdId, cause: String(cause) })
  const { body } = openaiErrorBody(new ParleyError('upstream_unavailable', { cause }))
  return new TextEncoder().encode(`data: ${JSON.stringify(body)}\n\n`)
}
