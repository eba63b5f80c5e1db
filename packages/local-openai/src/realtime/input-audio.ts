import type { RealtimeAudioInputTurnDetection } from 'openai/resources/realtime/realtime'
import { OpenaiError } from '../http/openai-error.ts'
import type { TurnDetector } from '../speech/turn-detector.ts'
import { msToSamples, SAMPLE_RATE, samplesToMs } from './audio-time.ts'

/** What the buffer tells its session. Times are milliseconds of all audio of the session. */
export type InputAudioEvents = {
  speechStarted(audioStartMs: number): void
  /** The turn is over: `samples` are what is committed, with padding and the silence after it. */
  speechStopped(audioEndMs: number, samples: Int16Array): void
}

/** Without speech, and with server VAD, only so much is kept: more than any padding. */
const KEEP_MS = 6000
/** OpenAI refuses to commit less. */
const MIN_COMMIT_MS = 100

/** The input audio buffer of a session: collects samples, and finds the turns in them unless turns are manual. */
export class InputAudio {
  readonly #detector: TurnDetector
  readonly #events: InputAudioEvents
  #turnDetection: RealtimeAudioInputTurnDetection | null = null
  #chunks: Int16Array[] = []
  #buffered = 0
  /** Position of the end of the buffer in the session's audio. */
  #written = 0
  /** Audio that came while turns were manual: the detector's time does not count it. */
  #unheard = 0
  #speechStartMs: number | null = null
  /** Where the last turn ended: no padding reaches behind it, so that nothing is committed twice. */
  #turnEnd = 0

  constructor(detector: TurnDetector, events: InputAudioEvents) {
    this.#detector = detector
    this.#events = events
  }

  get writtenMs(): number {
    return samplesToMs(this.#written)
  }

  configure(turnDetection: RealtimeAudioInputTurnDetection | null): void {
    this.#turnDetection = turnDetection
    if (turnDetection === null) this.#endTurn()
    else this.#detector.configure(turnDetection)
  }

  append(samples: Int16Array): void {
    this.#chunks.push(samples)
    this.#buffered += samples.length
    this.#written += samples.length
    if (this.#turnDetection === null) {
      this.#unheard += samples.length
      return
    }
    for (const { kind, atMs } of this.#detector.push(samples)) {
      const inSessionMs = atMs + samplesToMs(this.#unheard)
      if (kind === 'started') this.#start(inSessionMs)
      else this.#stop(inSessionMs)
    }
    if (this.#speechStartMs === null) this.#forgetBefore(this.#written - msToSamples(KEEP_MS))
  }

  /** Takes everything, as a manual commit does. Throws when there is less than OpenAI takes. */
  commit(): Int16Array {
    const ms = (this.#buffered * 1000) / SAMPLE_RATE
    if (ms < MIN_COMMIT_MS) throw bufferTooSmall(ms)
    const samples = this.#take(0, this.#buffered)
    this.clear()
    return samples
  }

  dispose(): void {
    this.#detector.dispose()
  }

  clear(): void {
    this.#chunks = []
    this.#buffered = 0
    this.#endTurn()
  }

  #start(atMs: number): void {
    const padding = this.#turnDetection?.type === 'server_vad' ? (this.#turnDetection.prefix_padding_ms ?? 300) : 300
    const earliest = Math.max(this.#written - this.#buffered, this.#turnEnd)
    this.#speechStartMs = Math.max(atMs - padding, samplesToMs(earliest))
    this.#events.speechStarted(this.#speechStartMs)
  }

  #stop(atMs: number): void {
    if (this.#speechStartMs === null) return
    const origin = this.#written - this.#buffered
    const end = Math.min(msToSamples(atMs), this.#written)
    const samples = this.#take(msToSamples(this.#speechStartMs) - origin, end - origin)
    this.#speechStartMs = null
    this.#turnEnd = end
    this.#forgetBefore(end)
    this.#events.speechStopped(atMs, samples)
  }

  #endTurn(): void {
    this.#speechStartMs = null
    this.#detector.reset()
  }

  #take(from: number, to: number): Int16Array {
    const all = new Int16Array(this.#buffered)
    let offset = 0
    for (const chunk of this.#chunks) {
      all.set(chunk, offset)
      offset += chunk.length
    }
    return all.slice(Math.max(from, 0), to)
  }

  /** Drops whole chunks that lie before a position of the session's audio. */
  #forgetBefore(position: number): void {
    for (;;) {
      const first = this.#chunks[0]
      if (first === undefined || this.#written - this.#buffered + first.length > position) return
      this.#chunks.shift()
      this.#buffered -= first.length
    }
  }
}

function bufferTooSmall(ms: number): OpenaiError {
  return new OpenaiError({
    code: 'input_audio_buffer_commit_empty',
    message: `Error committing input audio buffer: buffer too small. Expected at least 100ms of audio, but buffer only has ${ms.toFixed(2)}ms of audio.`,
  })
}
