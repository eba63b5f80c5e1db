import { log } from '../../_shared/log.ts'
import { secretKey } from '../../_shared/secret-key.ts'
import type { SentRunEvent } from './encode-event.ts'
import type { RunFeed } from './run-feed.ts'

/** Text is told to the person's other devices so often. */
const EVERY_MS = 120

/**
 * Tells text that is not stored yet to whoever listens to `run:<run id>`, which is the run's person on any device. One
 * message at a time: where they take longer, they are fewer and larger. Whoever misses one reads the rows.
 */
export function mirrorText(feed: RunFeed, signal: AbortSignal): void {
  let waiting: SentRunEvent | undefined
  let isSending = false
  const send = async () => {
    isSending = true
    await pause(EVERY_MS)
    while (waiting && !signal.aborted) {
      const event = waiting
      waiting = undefined
      await broadcast(event)
      if (waiting) await pause(EVERY_MS)
    }
    isSending = false
  }
  const stop = feed.follow(feed.lastSeq, (event) => {
    if (event.type !== 'text.delta' || event.seq !== null) return
    waiting = joined(waiting, event)
    if (!isSending) void send()
  })
  void feed.closed.then(stop)
}

/** Two pieces as one; a piece that does not follow the one before begins anew. */
function joined(before: SentRunEvent | undefined, event: SentRunEvent): SentRunEvent {
  if (before?.type !== 'text.delta' || event.type !== 'text.delta') return event
  const { step, offset, delta } = before.data
  if (event.data.step !== step || event.data.offset !== offset + delta.length) return event
  return { ...before, data: { step, offset, delta: delta + event.data.delta } }
}

async function broadcast(event: SentRunEvent): Promise<void> {
  const { url, apikey } = secretKey()
  const message = { topic: `run:${event.run_id}`, event: event.type, payload: event, private: true }
  try {
    const response = await fetch(new URL('/realtime/v1/api/broadcast', url), {
      method: 'POST',
      headers: { apikey, 'content-type': 'application/json' },
      body: JSON.stringify({ messages: [message] }),
    })
    await response.body?.cancel()
    if (!response.ok) throw new Error(`Realtime answered ${response.status}.`)
  } catch (error) {
    log('warn', 'text_not_mirrored', { run_id: event.run_id, cause: (error as Error).message })
  }
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
