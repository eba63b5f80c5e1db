import { BYTES_PER_SECOND } from '@parley/shared/audio-format'
import type { HeardAnswer } from '@parley/shared/relay-events'
import type { ServerEvent } from './server-event.ts'

/** As many as `client.take_over` may name. */
const KEPT = 8

/** How much of the last answers this client has. What the caller cut off ends where it was cut. */
export class HeardAnswers {
  readonly #answers = new Map<string, { bytes: number; cutMs: number | null }>()

  /** Oldest first, in whole milliseconds rounded down, so that none has more than came. */
  get list(): HeardAnswer[] {
    return Array.from(this.#answers, ([item_id, { bytes, cutMs }]) => {
      const audio_ms = Math.floor(cutMs ?? (bytes * 1000) / BYTES_PER_SECOND)
      return cutMs === null ? { item_id, audio_ms } : { item_id, audio_ms, cut: true }
    })
  }

  apply(event: ServerEvent): void {
    if (event.type === 'response.output_audio.delta') this.#answer(event.item_id).bytes += bytesOf(event.delta)
    // A written answer has no audio: it came, or it did not.
    if (event.type === 'response.output_text.done') this.#answer(event.item_id)
  }

  /** The caller interrupted an answer after `ms` of it were played. */
  cut(itemId: string, ms: number): void {
    const answer = this.#answer(itemId)
    answer.cutMs = Math.min(ms, answer.cutMs ?? ms)
  }

  /** It is stored to end there. */
  limit(itemId: string, ms: number): void {
    const answer = this.#answers.get(itemId)
    if (answer) answer.bytes = Math.min(answer.bytes, (ms * BYTES_PER_SECOND) / 1000)
  }

  /** It never was. */
  forget(itemId: string): void {
    this.#answers.delete(itemId)
  }

  #answer(itemId: string): { bytes: number; cutMs: number | null } {
    const answer = this.#answers.get(itemId) ?? { bytes: 0, cutMs: null }
    this.#answers.set(itemId, answer)
    const [oldest] = this.#answers.keys()
    if (this.#answers.size > KEPT && oldest !== undefined) this.#answers.delete(oldest)
    return answer
  }
}

/** Bytes that base64 stands for. */
function bytesOf(base64: string): number {
  const padding = base64.endsWith('==') ? 2 : base64.endsWith('=') ? 1 : 0
  return (base64.length * 3) / 4 - padding
}
