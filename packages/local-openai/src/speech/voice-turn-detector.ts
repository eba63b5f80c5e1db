import type { RealtimeAudioInputTurnDetection } from 'openai/resources/realtime/realtime'
import { SAMPLE_RATE } from '../realtime/audio-time.ts'
import { FVAD_RATE, type Fvad } from './fvad.ts'
import type { SpeechEdge, TurnDetector } from './turn-detector.ts'

const FRAME_MS = 20
const FRAME = (SAMPLE_RATE * FRAME_MS) / 1000
const DECIMATION = SAMPLE_RATE / FVAD_RATE
/** So many of the last frames must be voiced for a turn to begin: a click is not speech. */
const ONSET = { voiced: 4, of: 6 }
/** Silence that ends a turn under `semantic_vad`, which the stand-in plays by the clock. */
const EAGERNESS_MS = { low: 1200, medium: 700, auto: 700, high: 400 }
/** Speech is at least so many times louder than the noise between. */
const ABOVE_NOISE = 2.5

/** Server VAD: WebRTC's detector behind an energy gate, which keeps it from hearing speech in plain noise. */
export class VoiceTurnDetector implements TurnDetector {
  readonly #stream: ReturnType<Fvad['open']>
  #rest = new Int16Array(0)
  #frames = 0
  #recent: boolean[] = []
  #lastVoiced = -1
  #speaking = false
  #gate = gateOf(0.5)
  #noise = 1
  #silenceMs = 500

  constructor(fvad: Fvad) {
    this.#stream = fvad.open()
  }

  configure(settings: RealtimeAudioInputTurnDetection): void {
    this.#gate = gateOf(settings.type === 'server_vad' ? (settings.threshold ?? 0.5) : 0.5)
    this.#silenceMs =
      settings.type === 'server_vad'
        ? (settings.silence_duration_ms ?? 500)
        : EAGERNESS_MS[settings.eagerness ?? 'auto']
  }

  push(samples: Int16Array): SpeechEdge[] {
    const pending = joined(this.#rest, samples)
    const edges: SpeechEdge[] = []
    let at = 0
    for (; at + FRAME <= pending.length; at += FRAME) {
      const edge = this.#frame(pending.subarray(at, at + FRAME))
      if (edge !== undefined) edges.push(edge)
    }
    this.#rest = pending.slice(at)
    return edges
  }

  reset(): void {
    this.#speaking = false
    this.#recent = []
    this.#stream.reset()
  }

  dispose(): void {
    this.#stream.close()
  }

  #frame(frame: Int16Array): SpeechEdge | undefined {
    this.#frames += 1
    const voiced = this.#isVoiced(frame)
    this.#recent = [...this.#recent, voiced].slice(-ONSET.of)
    if (voiced) this.#lastVoiced = this.#frames
    return this.#speaking ? this.#stopEdge() : this.#startEdge()
  }

  #isVoiced(frame: Int16Array): boolean {
    const level = rms(frame)
    const voiced = this.#stream.isVoice(decimate(frame)) && level > this.#gate && level > this.#noise * ABOVE_NOISE
    // The floor falls at once and rises slowly, and not with speech.
    if (level < this.#noise) this.#noise = Math.max(level, 1)
    else if (!voiced) this.#noise += (level - this.#noise) * 0.02
    return voiced
  }

  #startEdge(): SpeechEdge | undefined {
    if (this.#recent.filter(Boolean).length < ONSET.voiced) return undefined
    const first = this.#recent.indexOf(true) - this.#recent.length
    this.#speaking = true
    return { kind: 'started', atMs: (this.#frames + first) * FRAME_MS }
  }

  #stopEdge(): SpeechEdge | undefined {
    if ((this.#frames - this.#lastVoiced) * FRAME_MS < this.#silenceMs) return undefined
    this.#speaking = false
    this.#recent = []
    return { kind: 'stopped', atMs: this.#frames * FRAME_MS }
  }
}

/** The level that counts as speech: −45 dB of full scale at a threshold of 0.5, 3 dB more for each tenth. */
const gateOf = (threshold: number): number => 32768 * 10 ** ((-60 + threshold * 30) / 20)

/** 24 kHz → 8 kHz by averaging: coarse, but all that the detector looks at. */
function decimate(frame: Int16Array): Int16Array {
  return Int16Array.from({ length: frame.length / DECIMATION }, (_, index) => {
    const at = index * DECIMATION
    return ((frame[at] as number) + (frame[at + 1] as number) + (frame[at + 2] as number)) / DECIMATION
  })
}

function rms(frame: Int16Array): number {
  let sum = 0
  for (const sample of frame) sum += sample * sample
  return Math.sqrt(sum / frame.length)
}

function joined(one: Int16Array, other: Int16Array): Int16Array {
  if (one.length === 0) return other
  const both = new Int16Array(one.length + other.length)
  both.set(one)
  both.set(other, one.length)
  return both
}
