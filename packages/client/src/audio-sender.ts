import { AUDIO_FORMAT } from '@parley/shared/audio-format'
import { AudioPace } from './audio-pace.ts'
import type { ClientEvent } from './client-event.ts'
import { encodePcm } from './encode-pcm.ts'
import type { MicrophoneStream } from './microphone-stream.ts'

const SAMPLES_PER_MS = AUDIO_FORMAT.sampleRate / 1000
/** One message carries so much at most: a message costs the relay more than its length. */
const LONGEST_FRAME = AUDIO_FORMAT.sampleRate
/** Bytes waiting in the socket beyond which audio waits here instead: two seconds. */
const BACKLOG_BYTES = 130_000
const BACKLOG_RETRY_MS = 50

/** Where audio goes. */
export type AudioLink = {
  /** False when the event was not taken, because the socket is not open. */
  send(event: ClientEvent): boolean
  /** Bytes that have been sent and have not left. */
  readonly backlog: number
}

/**
 * The one way of the microphone's audio to the relay, whether it is new or sent again: from a cursor in the stream to
 * its end, as fast as socket and relay take it. What one link did not get stays in the stream for the next one.
 */
export class AudioSender {
  readonly #stream: MicrophoneStream
  #link: AudioLink | undefined
  #cursor = 0
  /** A place in the stream that is not passed for now. */
  #until = Number.POSITIVE_INFINITY
  #pace = new AudioPace(0)
  #timer: ReturnType<typeof setTimeout> | undefined
  #sentAt = Number.NEGATIVE_INFINITY

  constructor(stream: MicrophoneStream) {
    this.#stream = stream
  }

  /** When the last frame went out, by `performance.now()`. */
  get sentAt(): number {
    return this.#sentAt
  }

  /**
   * Sends everything from `audioMs` on to a link, and goes on with what comes. Says to the relay where it begins. Stops
   * at the place `until`, in samples, as long as nobody calls {@link goOnUntil}.
   */
  begin(link: AudioLink, audioMs: number, until: number = Number.POSITIVE_INFINITY): void {
    this.stop()
    this.#link = link
    this.#until = until
    this.#cursor = audioMs * SAMPLES_PER_MS
    this.#pace = new AudioPace(performance.now())
    link.send({ type: 'client.audio_start', audio_ms: audioMs })
    this.pump()
  }

  /** Passes the place at which it stopped. */
  goOnUntil(place: number): void {
    this.#until = place
    this.pump()
  }

  /** Sends no more. What comes waits in the stream. */
  stop(): void {
    clearTimeout(this.#timer)
    this.#link = undefined
  }

  /** Sends what there is. Call when the stream has grown. */
  pump(): void {
    clearTimeout(this.#timer)
    while (this.#link && this.#cursor < Math.min(this.#stream.end, this.#until)) {
      const pause = this.#sendFrame(this.#link)
      if (pause === 0) continue
      this.#timer = setTimeout(() => this.pump(), pause)
      return
    }
  }

  /** Returns 0, or the milliseconds to wait before the frame can go. */
  #sendFrame(link: AudioLink): number {
    if (link.backlog > BACKLOG_BYTES) return BACKLOG_RETRY_MS
    const frame = this.#stream.read(this.#cursor, Math.min(LONGEST_FRAME, this.#until - this.#cursor))
    const pause = this.#pace.take(frame.length / SAMPLES_PER_MS, performance.now())
    if (pause > 0) return pause
    if (!link.send({ type: 'input_audio_buffer.append', audio: encodePcm(frame) })) return BACKLOG_RETRY_MS
    this.#cursor += frame.length
    this.#sentAt = performance.now()
    return 0
  }
}
