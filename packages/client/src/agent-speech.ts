import type { Speaker } from './audio-devices.ts'
import { decodePcm } from './decode-pcm.ts'
import type { ServerEvent } from './server-event.ts'
import { type Truncation, truncationsOf } from './truncations-of.ts'

/**
 * The agent's voice: hands its audio to the loudspeaker, and cuts it off. Keeps no audio. Audio of an answer that was
 * cut keeps arriving for a moment; it is dropped.
 */
export class AgentSpeech {
  readonly #speaker: Speaker
  readonly #silenced = new Set<string>()
  #current: string | null = null

  constructor(speaker: Speaker) {
    this.#speaker = speaker
  }

  apply(event: ServerEvent): void {
    if (event.type === 'response.created') this.#current = event.response.id ?? null
    if (event.type === 'response.output_audio.delta' && !this.#silenced.has(event.response_id)) {
      this.#speaker.play(event.item_id, event.content_index, decodePcm(event.delta))
    }
    if (event.type === 'response.output_audio.done' && !this.#silenced.has(event.response_id)) {
      this.#speaker.complete(event.item_id)
    }
    if (event.type === 'response.done') {
      this.#silenced.delete(event.response.id ?? '')
      if (this.#current === event.response.id) this.#current = null
    }
  }

  /** Silence, now. Resolves with what the server must be told: the answers that were not heard to their end. */
  async cut(): Promise<Truncation[]> {
    if (this.#current !== null) this.#silenced.add(this.#current)
    return truncationsOf(await this.#speaker.cut())
  }
}
