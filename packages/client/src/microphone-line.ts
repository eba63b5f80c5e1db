import { type AudioLink, AudioSender } from './audio-sender.ts'
import type { HandedOver } from './call-events.ts'
import { HandOverGap } from './hand-over-gap.ts'
import { MicrophoneStream } from './microphone-stream.ts'

/** How a worker got what was kept: whether that may hold speech, and what there is to tell of it. */
export type Begun = { hasSpeech: boolean; about: Pick<HandedOver, 'gapMs' | 'replayedMs' | 'lostMs'> }

/**
 * The microphone's stream on its way to whichever worker has the call: kept until it is acknowledged, and given to the
 * next worker from where that one needs it.
 */
export class MicrophoneLine {
  readonly #stream = new MicrophoneStream()
  readonly #sender = new AudioSender(this.#stream)
  readonly #gap = new HandOverGap()

  /** Milliseconds of audio that are kept. */
  get keptMs(): number {
    return this.#stream.keptMs
  }

  /** A frame of the microphone, which must not be changed afterwards. */
  speak(samples: Int16Array): void {
    this.#stream.append(samples)
    this.#sender.pump()
  }

  acknowledge(audioMs: number): void {
    this.#stream.acknowledge(audioMs)
  }

  /** The stream goes on with one that another client began. */
  continueAt(audioMs: number): void {
    this.#stream.continueAt(audioMs)
  }

  /** The worker gets no more. What comes waits. */
  hold(): void {
    this.#gap.stopped(this.#sender)
    this.#sender.stop()
  }

  /**
   * Another worker gets what is kept and then what comes.
   *
   * @param neededMs what it needs nothing before; `null` for a call's first one
   */
  begin(link: AudioLink, neededMs: number | null): Begun {
    const from = Math.max(this.#stream.startMs, neededMs ?? 0)
    const lostMs = this.#stream.missingMs(neededMs ?? from)
    this.#stream.acknowledge(from)
    const replayedMs = this.#stream.keptMs
    const gapMs = this.#gap.until(performance.now())
    const { hasSpeech } = this.#stream
    this.#sender.begin(link, from)
    return { hasSpeech, about: { gapMs, replayedMs, lostMs } }
  }

  /** Sends nothing more, ever. */
  close(): void {
    this.#sender.stop()
  }
}
