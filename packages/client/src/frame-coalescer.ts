import { AUDIO_FORMAT } from '@parley/shared/audio-format'

/**
 * How much audio one message carries, in milliseconds. The relay pays per message, hardly per byte, and a worker has 2 s
 * of CPU for a whole call; a listener on the other side notices delay only where speech begins and where it ends. So:
 * `steady` within speech and within silence, `edge` for `onset` after speech has begun (a barge-in is found there) and
 * for `hangover` after the last loud chunk (the end of a turn is detected in that silence, 500 ms by default, and every
 * millisecond of it is waited for). `docs/benchmarks.md` has the figures.
 */
export const FRAME_MS = { steady: 200, edge: 100, onset: 300, hangover: 800 } as const

/** RMS of full scale above which a chunk counts as speech. Low: a wrong guess costs a message, not a word. */
const SPEECH_RMS = 0.008

const samplesOf = (milliseconds: number) => (milliseconds * AUDIO_FORMAT.sampleRate) / 1000

/** Gathers the worklet's small chunks into frames of {@link FRAME_MS}. Keeps nothing once a frame is out. */
export class FrameCoalescer {
  #chunks: Int16Array[] = []
  #buffered = 0
  /** Samples since the last loud chunk, and since speech began. */
  #quietFor = Number.POSITIVE_INFINITY
  #speakingFor = 0

  /** Takes a chunk with its level (RMS, 0–1); returns a frame when one is full. */
  push(chunk: Int16Array, level: number): Int16Array<ArrayBuffer> | undefined {
    const wasSilent = this.#quietFor >= samplesOf(FRAME_MS.hangover)
    this.#quietFor = level >= SPEECH_RMS ? 0 : this.#quietFor + chunk.length
    this.#speakingFor = wasSilent ? 0 : this.#speakingFor + chunk.length
    this.#chunks.push(chunk)
    this.#buffered += chunk.length
    return this.#buffered >= samplesOf(this.#atEdge() ? FRAME_MS.edge : FRAME_MS.steady) ? this.flush() : undefined
  }

  #atEdge(): boolean {
    if (this.#quietFor >= samplesOf(FRAME_MS.hangover)) return false
    return this.#quietFor > 0 || this.#speakingFor < samplesOf(FRAME_MS.onset)
  }

  /** What has gathered, or `undefined` when nothing has. */
  flush(): Int16Array<ArrayBuffer> | undefined {
    if (this.#buffered === 0) return undefined
    const frame = new Int16Array(this.#buffered)
    let offset = 0
    for (const chunk of this.#chunks) {
      frame.set(chunk, offset)
      offset += chunk.length
    }
    this.#chunks = []
    this.#buffered = 0
    return frame
  }
}
