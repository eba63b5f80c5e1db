import type { Speaker } from './audio-devices.ts'
import { decodePcm } from './decode-pcm.ts'
import type { ServerEvent } from './server-event.ts'
import { type Truncation, truncationsOf } from './truncations-of.ts'

/**
 * The agent's voice: hands its audio to the loudspeaker, and cuts it off. Keeps no audio. Audio of an answer that was
 * cut keeps arriving for a moment; it is dropped.
 * What was received plays on when its worker is gone.
 */
export class AgentSpeech {
  readonly #speaker: Speaker
  readonly #silenced = new Set<string>()
  /** Items of which more may come. */
  readonly #open = new Set<string>()
  #current: string | null = null

  constructor(speaker: Speaker) {
    this.#speaker = speaker
  }

  apply(event: ServerEvent): void {
    if (event.type === 'response.created') this.#current = event.response.id ?? null
    if (event.type === 'response.output_audio.delta' && !this.#silenced.has(event.response_id)) {
      this.#open.add(event.item_id)
      this.#speaker.play(event.item_id, event.content_index, decodePcm(event.delta))
    }
    if (event.type === 'response.output_audio.done' && !this.#silenced.has(event.response_id)) {
      this.#open.delete(event.item_id)
      this.#speaker.complete(event.item_id)
    }
    if (event.type === 'response.done') {
      this.#silenced.delete(event.response.id ?? '')
      if (this.#current === event.response.id) this.#current = null
    }
  }

  /** Another worker has the call: no more comes of what the one before was saying. */
  resume(): void {
    for (const itemId of this.#open) this.#speaker.complete(itemId)
    this.#open.clear()
    this.#silenced.clear()
    this.#current = null
  }

  /** The item ends after `ms` of its audio, for everybody. */
  limit(itemId: string, ms: number): void {
    this.#speaker.limit(itemId, ms)
  }

  /** Silence, now. Resolves with what the server must be told: the answers that were not heard to their end. */
  async cut(): Promise<Truncation[]> {
    if (this.#current !== null) this.#silenced.add(this.#current)
    return truncationsOf(await this.#speaker.cut())
  }
}
