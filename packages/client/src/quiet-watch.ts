import type { ClientEvent } from './client-event.ts'
import type { ServerEvent } from './server-event.ts'

/**
 * Whether anybody's words are unfinished at the provider: speech without its transcription, or a function that was
 * called and has not been answered. Answers that are being made are the `ResponseSequencer`'s business.
 */
export class QuietWatch {
  readonly #speech = new Set<string>()
  readonly #functions = new Set<string>()

  get quiet(): boolean {
    return this.#speech.size === 0 && this.#functions.size === 0
  }

  /** Takes an event of the live segment. */
  apply(event: ServerEvent): void {
    switch (event.type) {
      case 'input_audio_buffer.speech_started':
      case 'input_audio_buffer.committed':
        this.#speech.add(event.item_id)
        break
      case 'conversation.item.input_audio_transcription.completed':
      case 'conversation.item.input_audio_transcription.failed':
      case 'conversation.item.deleted':
        this.#speech.delete(event.item_id)
        break
      case 'input_audio_buffer.cleared':
        this.#speech.clear()
        break
      case 'response.output_item.done':
        if (event.item.type === 'function_call' && event.item.call_id) this.#functions.add(event.item.call_id)
        break
      case 'conversation.item.added':
      case 'conversation.item.done':
        // Also of functions that the server runs, which nobody answers from here.
        if (event.item.type === 'function_call_output') this.#functions.delete(event.item.call_id)
    }
  }

  /** Takes note of what was sent. */
  sent(event: ClientEvent): void {
    if (event.type === 'conversation.item.create' && event.item.type === 'function_call_output')
      this.#functions.delete(event.item.call_id)
  }

  /** A new session: speech is replayed to it. A function that was called is still to be answered. */
  reset(): void {
    this.#speech.clear()
  }
}
