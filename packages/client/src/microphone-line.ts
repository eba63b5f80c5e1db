import { type AudioLink, AudioSender } from './audio-sender.ts'
import type { HandedOver } from './call-events.ts'
import { HandOverGap } from './hand-over-gap.ts'
import { MicrophoneStream } from './microphone-stream.ts'

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

  /** Where the stream is now: what comes next comes after it. */
  get place(): number {
    return this.#stream.end
  }

  /** Whether anything that is kept before a place may be speech. */
  hasSpeechBefore(place: number): boolean {
    return this.#stream.hasSpeechBefore(place)
  }

  /** The worker gets what comes before a place. */
  goOnUntil(place: number): void {
    this.#sender.goOnUntil(place)
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
   * @param until where it has to wait for {@link goOnUntil}
   */
  begin(link: AudioLink, neededMs: number | null, until: number): Pick<HandedOver, 'gapMs' | 'replayedMs' | 'lostMs'> {
    const from = Math.max(this.#stream.startMs, neededMs ?? 0)
    const lostMs = this.#stream.missingMs(neededMs ?? from)
    this.#stream.acknowledge(from)
    const replayedMs = this.#stream.keptMs
    const gapMs = this.#gap.until(performance.now())
    this.#sender.begin(link, from, until)
    return { gapMs, replayedMs, lostMs }
  }

  /** Sends nothing more, ever. */
  close(): void {
    this.#sender.stop()
  }
}
