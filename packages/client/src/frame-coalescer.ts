import { AUDIO_FORMAT } from '@parley/shared/audio-format'

/**
 * How much audio one message carries. The relay pays per message, hardly per byte (a caller's minute costs it about
 * 500 ms of CPU in frames of 20 ms, 330 in 100 ms, 210 in 200 ms), and a worker has 2 s for a whole call; a listener
 * on the other side notices delay only around speech. So: 100 ms while someone speaks, 200 ms in silence. `hangover`
 * keeps the short frames after the last loud one, because the end of a turn is detected in that silence and every
 * millisecond of it is waited for.
 */
export const FRAME_MS = { speech: 100, silence: 200, hangover: 1200 } as const

/** RMS of full scale above which a chunk counts as speech. Low: a wrong guess costs a message, not a word. */
const SPEECH_RMS = 0.008

const samplesOf = (milliseconds: number) => (milliseconds * AUDIO_FORMAT.sampleRate) / 1000

/** Gathers the worklet's small chunks into frames of {@link FRAME_MS}. Keeps nothing once a frame is out. */
export class FrameCoalescer {
  #chunks: Int16Array[] = []
  #buffered = 0
  #quietFor = Number.POSITIVE_INFINITY

  /** Takes a chunk with its level (RMS, 0–1); returns a frame when one is full. */
  push(chunk: Int16Array, level: number): Int16Array<ArrayBuffer> | undefined {
    this.#quietFor = level >= SPEECH_RMS ? 0 : this.#quietFor + chunk.length
    this.#chunks.push(chunk)
    this.#buffered += chunk.length
    const speaking = this.#quietFor < samplesOf(FRAME_MS.hangover)
    return this.#buffered >= samplesOf(speaking ? FRAME_MS.speech : FRAME_MS.silence) ? this.flush() : undefined
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
