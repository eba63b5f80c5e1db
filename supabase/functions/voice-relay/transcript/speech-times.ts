import type { ProviderEvent } from '../provider/provider-events.ts'
import type { Speech } from './user-turn.ts'

/** When the caller spoke, by the provider's voice activity detection. */
export class SpeechTimes {
  #speeches = new Map<string, Speech & { audioStartMs: number }>()
  #endedAt: number | null = null

  apply(event: ProviderEvent, now: number): void {
    if (event.type === 'input_audio_buffer.speech_started') {
      this.#speeches.set(event.item_id, { startedAt: now, durationMs: null, audioStartMs: event.audio_start_ms })
    }
    if (event.type !== 'input_audio_buffer.speech_stopped') return
    this.#endedAt = now
    const speech = this.#speeches.get(event.item_id)
    if (speech !== undefined) speech.durationMs = Math.max(0, event.audio_end_ms - speech.audioStartMs)
  }

  /** The speech that became an item, once; null when it was committed by hand. */
  of(itemId: string): Speech | null {
    const speech = this.#speeches.get(itemId) ?? null
    this.#speeches.delete(itemId)
    return speech
  }

  /** When the caller had finished what is answered now, once: a second answer to it took no such time. */
  takeEnd(): number | null {
    const endedAt = this.#endedAt
    this.#endedAt = null
    return endedAt
  }
}
