import type { ServerEvent } from './server-event.ts'

/** Turn detection has had time for what it was sent: speech has begun or ended by now, or there is none. */
const SETTLED_AFTER_MS = 700

/**
 * Waits until a new worker has made turns of the speech that was replayed to it, so that what was typed after that
 * speech comes after it again. Speech that has not ended by then had not when the text was typed. Calls `onSettled`
 * once, unless it is stopped.
 */
export class ReplayWatch {
  readonly #onSettled: () => void
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(onSettled: () => void) {
    this.#onSettled = onSettled
    this.#await()
  }

  /** Takes an event of the segment that the replay went to. */
  apply(event: ServerEvent): void {
    if (event.type.startsWith('input_audio_buffer.')) this.#await()
  }

  stop(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
  }

  #await(): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(this.#onSettled, SETTLED_AFTER_MS)
  }
}
