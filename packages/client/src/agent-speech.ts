import { AUDIO_FORMAT } from '@parley/shared/audio-format'
import type { Speaker } from './audio-devices.ts'
import { decodePcm } from './decode-pcm.ts'
import type { ServerEvent } from './server-event.ts'
import { type Truncation, truncationsOf } from './truncations-of.ts'

/** An answer that was cut: what to tell the server, and what the cut was measured against. */
export type Interruption = Truncation & { receivedMs: number }

/**
 * The agent's voice: hands its audio to the loudspeaker, and cuts it off. Keeps counts only, never audio. Audio of an
 * answer that was cut keeps arriving for a moment; it is dropped.
 */
export class AgentSpeech {
  readonly #speaker: Speaker
  /** Samples received, by item that is not complete or not heard yet. */
  readonly #received = new Map<string, number>()
  readonly #silenced = new Set<string>()
  #current: string | null = null

  constructor(speaker: Speaker) {
    this.#speaker = speaker
  }

  apply(event: ServerEvent): void {
    if (event.type === 'response.created') this.#current = event.response.id ?? null
    if (event.type === 'response.output_audio.delta' && !this.#silenced.has(event.response_id)) {
      const samples = decodePcm(event.delta)
      this.#received.set(event.item_id, (this.#received.get(event.item_id) ?? 0) + samples.length)
      this.#speaker.play(event.item_id, event.content_index, samples)
    }
    if (event.type === 'response.output_audio.done' && !this.#silenced.has(event.response_id)) {
      this.#speaker.complete(event.item_id)
    }
    if (event.type === 'response.done') {
      this.#silenced.delete(event.response.id ?? '')
      if (this.#current === event.response.id) this.#current = null
    }
  }

  /** Silence, now. Resolves with what the listener did not hear to its end. */
  async cut(): Promise<Interruption[]> {
    if (this.#current !== null) this.#silenced.add(this.#current)
    const truncations = truncationsOf(await this.#speaker.cut())
    return truncations.map((truncation) => ({
      ...truncation,
      receivedMs: ((this.#received.get(truncation.item_id) ?? 0) * 1000) / AUDIO_FORMAT.sampleRate,
    }))
  }
}
