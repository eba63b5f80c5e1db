/** Seconds that a sound takes from one end of the strings to the other. */
export const CROSSING_SECONDS = 1.1

/** How far a voice deflects a string, 0–1, from its RMS: speech lies around 0.02–0.2, so quiet is lifted. */
export function deflection(rms: number): number {
  return Math.min(1, Math.max(0, rms * 5)) ** 0.6
}

/** Levels of the last {@link CROSSING_SECONDS}, so that each point of a string can show what passes it now. */
export class LevelTrail {
  readonly #levels: Float32Array
  #head = 0
  #value = 0

  /** @param rate levels pushed a second */
  constructor(rate: number) {
    this.#levels = new Float32Array(Math.ceil(rate * CROSSING_SECONDS) + 1)
  }

  /** Takes the newest deflection; rises in a twelfth of a second, falls softly. */
  push(target: number): void {
    this.#value += (target - this.#value) * (target > this.#value ? 0.33 : 0.12)
    this.#head = (this.#head + 1) % this.#levels.length
    this.#levels[this.#head] = this.#value
  }

  /** Deflection at a distance from the source, 0 (there) to 1 (the far end). */
  at(distance: number): number {
    const back = distance * (this.#levels.length - 1)
    const near = this.#ago(Math.floor(back))
    return near + (this.#ago(Math.ceil(back)) - near) * (back % 1)
  }

  #ago(steps: number): number {
    return this.#levels[(this.#head - steps + this.#levels.length) % this.#levels.length] ?? 0
  }
}
