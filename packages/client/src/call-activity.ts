import type { CallActivity } from './call-events.ts'
import type { ServerEvent } from './server-event.ts'

/** Derives {@link CallActivity} from what both sides do. What can be heard counts before what is being made. */
export class CallActivityTracker {
  #hearing = false
  #thinking = false
  #speaking = false

  get current(): CallActivity {
    if (this.#hearing) return 'hearing'
    if (this.#speaking) return 'speaking'
    return this.#thinking ? 'thinking' : 'listening'
  }

  apply(event: ServerEvent): void {
    if (event.type === 'input_audio_buffer.speech_started') this.#hearing = true
    if (event.type === 'input_audio_buffer.speech_stopped') {
      this.#hearing = false
      this.#thinking = true
    }
    if (event.type === 'response.created') this.#thinking = true
    if (event.type === 'response.done') this.#thinking = false
  }

  /** A new session, at which nobody has said anything. The loudspeaker may play on. */
  reset(): void {
    this.#hearing = false
    this.#thinking = false
  }

  /** What the loudspeaker reports. */
  setSpeaking(speaking: boolean): void {
    this.#speaking = speaking
  }
}
