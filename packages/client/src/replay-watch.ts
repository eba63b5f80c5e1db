import type { ServerEvent } from './server-event.ts'

/** Turn detection has had time to find speech that began, or that goes on after a pause. */
const SETTLED_AFTER_MS = 700
/** Then what waits goes out of turn: a lost word is worse than one in the wrong place. */
const AT_THE_LATEST_MS = 6_000

/**
 * Waits until a new worker has made turns of the speech that was replayed to it. What was typed after that speech must
 * come after it again. Calls `onSettled` once, unless it is stopped.
 */
export class ReplayWatch {
  readonly #onSettled: () => void
  readonly #deadline: ReturnType<typeof setTimeout>
  #quiet: ReturnType<typeof setTimeout> | undefined

  constructor(onSettled: () => void) {
    this.#onSettled = onSettled
    this.#deadline = setTimeout(() => this.#settle(), AT_THE_LATEST_MS)
    this.#await()
  }

  /** Takes an event of the segment that the replay went to. */
  apply(event: ServerEvent): void {
    if (event.type === 'input_audio_buffer.speech_started') clearTimeout(this.#quiet)
    if (event.type === 'input_audio_buffer.committed') this.#await()
  }

  stop(): void {
    clearTimeout(this.#quiet)
    clearTimeout(this.#deadline)
  }

  #await(): void {
    clearTimeout(this.#quiet)
    this.#quiet = setTimeout(() => this.#settle(), SETTLED_AFTER_MS)
  }

  #settle(): void {
    this.stop()
    this.#onSettled()
  }
}
