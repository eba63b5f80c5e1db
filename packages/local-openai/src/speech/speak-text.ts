import { type FliteSpeech, type FliteVoice, speakWithFlite } from './flite.ts'
import { resample } from './resample.ts'
import type { Speech } from './speaker.ts'

/** OpenAI's voices, by the flite voice that comes nearest; others fall to `slt`. */
const VOICES: Record<string, FliteVoice> = {
  alloy: 'slt',
  coral: 'slt',
  marin: 'slt',
  sage: 'slt',
  shimmer: 'slt',
  ash: 'rms',
  cedar: 'rms',
  echo: 'rms',
  ballad: 'awb',
  verse: 'awb',
}
const FLITE_VOICES: readonly string[] = ['slt', 'rms', 'awb', 'kal16'] satisfies FliteVoice[]

/** flite begins and ends with a pause; so much of it is kept. */
const KEEP_MS = 40

/** Text → speech at 24 kHz with the start of each word. Blocks: for worker threads and tests. */
export function speakText(flite: WebAssembly.Module, text: string, voice: string, speed: number): Speech {
  if (!/[\p{L}\p{N}]/u.test(text)) return { samples: new Int16Array(0), words: [] }
  const speech = speakWithFlite(flite, text, fliteVoice(voice), speed)
  const { startMs, endMs } = soundSpan(speech)
  const at = (ms: number) => Math.round((ms * speech.rate) / 1000)
  const sound = speech.samples.slice(at(startMs), at(endMs))
  return { samples: resample(sound, speech.rate, 24_000), words: placeWords(text, endMs - startMs) }
}

function fliteVoice(voice: string): FliteVoice {
  return FLITE_VOICES.includes(voice) ? (voice as FliteVoice) : (VOICES[voice] ?? 'slt')
}

function soundSpan({ samples, rate, phones }: FliteSpeech): { startMs: number; endMs: number } {
  const lengthMs = (samples.length * 1000) / rate
  const lead = phones[0]?.name === 'pau' ? phones[0].endMs : 0
  const last = phones.findLast((phone) => phone.name !== 'pau')?.endMs ?? lengthMs
  return { startMs: Math.max(0, lead - KEEP_MS), endMs: Math.min(lengthMs, last + KEEP_MS * 3) }
}

/** flite does not say where words begin: they get shares of the time by their length, with a pause after a comma. */
function placeWords(text: string, lengthMs: number): Speech['words'] {
  const words = text.match(/\s*\S+/g) ?? []
  const weights = words.map((word) => word.trim().length + 1 + (/[,;:.!?]$/.test(word) ? 3 : 0))
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  let before = 0
  return words.map((word, index) => {
    const startMs = Math.floor((before / total) * lengthMs)
    before += weights[index] ?? 0
    return { text: word, startMs }
  })
}
