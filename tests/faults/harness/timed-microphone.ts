import type { Microphone, MicrophoneEvents } from '@parley/client/audio-devices'
import { AUDIO_FORMAT } from '@parley/shared/audio-format'
import { startClock } from './clock.ts'

/** As the capture worklet has it: 50 ms. */
const CHUNK_SAMPLES = AUDIO_FORMAT.sampleRate / 20

/** A microphone that runs by the clock: silence, and what it is given to say. */
export class TimedMicrophone {
  readonly #speedup: number
  #events: MicrophoneEvents | undefined
  #stop: (() => void) | undefined
  #muted = false
  #dueMs = 0
  #speech: Int16Array = new Int16Array(0)
  #spoken: Array<() => void> = []

  constructor(speedup: number) {
    this.#speedup = speedup
  }

  /** Milliseconds of its stream so far. */
  recordedMs = 0

  /** Milliseconds of speech that it has been given and that are not recorded yet. */
  get leftMs(): number {
    return (this.#speech.length * 1000) / AUDIO_FORMAT.sampleRate
  }

  get isOpen(): boolean {
    return this.#stop !== undefined
  }

  open(events: MicrophoneEvents): Microphone {
    this.#events = events
    this.#stop = startClock(this.#speedup, (ms) => this.#advance(ms))
    return {
      setMuted: (muted) => {
        this.#muted = muted
      },
      close: async () => {
        this.#stop?.()
        this.#stop = undefined
        for (const resolve of this.#spoken.splice(0)) resolve()
      },
    }
  }

  /** Says it after what is still being said. Resolves when all of it has been recorded. */
  async say(samples: Int16Array): Promise<void> {
    const speech = new Int16Array(this.#speech.length + samples.length)
    speech.set(this.#speech)
    speech.set(samples, this.#speech.length)
    this.#speech = speech
    if (this.isOpen) await new Promise<void>((resolve) => this.#spoken.push(resolve))
  }

  #advance(ms: number): void {
    this.#dueMs += ms
    for (; this.#dueMs >= 50; this.#dueMs -= 50) this.#record()
    if (this.#speech.length === 0) for (const resolve of this.#spoken.splice(0)) resolve()
  }

  #record(): void {
    const samples = new Int16Array(CHUNK_SAMPLES)
    if (!this.#muted) samples.set(this.#speech.subarray(0, CHUNK_SAMPLES))
    this.#speech = this.#speech.slice(CHUNK_SAMPLES)
    this.recordedMs += 50
    this.#events?.onAudio(samples, rms(samples))
  }
}

function rms(samples: Int16Array): number {
  let squares = 0
  for (const sample of samples) squares += (sample / 0x8000) ** 2
  return Math.sqrt(squares / samples.length)
}
