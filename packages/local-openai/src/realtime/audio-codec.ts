import type { RealtimeAudioFormats } from 'openai/resources/realtime/realtime'
import { OpenaiError } from '../http/openai-error.ts'
import { decodeG711, encodeG711, type G711Law } from '../speech/g711.ts'
import { resample } from '../speech/resample.ts'
import { SAMPLE_RATE } from './audio-time.ts'

const TELEPHONE_RATE = 8000

/**
 * Base64 audio of a client → samples at 24 kHz. Throws an {@link OpenaiError} for what is not base64 or not a whole
 * number of samples.
 */
export function decodeAudio(base64: string, format: RealtimeAudioFormats, param: string): Int16Array {
  const bytes = Buffer.from(base64, 'base64')
  const law = lawOf(format)
  const isWhole = law !== undefined || bytes.length % 2 === 0
  if (bytes.length === 0 || !isWhole || !/^[A-Za-z0-9+/]+={0,2}$/.test(base64)) throw notAudio(param)
  return law === undefined ? samplesOf(bytes) : resample(decodeG711(bytes, law), TELEPHONE_RATE, SAMPLE_RATE)
}

/** Samples at 24 kHz → base64 for a client. */
export function encodeAudio(samples: Int16Array, format: RealtimeAudioFormats): string {
  const law = lawOf(format)
  if (law !== undefined) {
    return Buffer.from(encodeG711(resample(samples, SAMPLE_RATE, TELEPHONE_RATE), law)).toString('base64')
  }
  return Buffer.from(samples.buffer, samples.byteOffset, samples.byteLength).toString('base64')
}

function lawOf({ type }: RealtimeAudioFormats): G711Law | undefined {
  if (type === 'audio/pcmu') return 'mu'
  return type === 'audio/pcma' ? 'a' : undefined
}

function samplesOf(bytes: Buffer): Int16Array {
  const samples = new Int16Array(bytes.length / 2)
  for (let index = 0; index < samples.length; index++) samples[index] = bytes.readInt16LE(index * 2)
  return samples
}

function notAudio(param: string): OpenaiError {
  const message = `Invalid '${param}'. Expected base64-encoded audio bytes in the session's input format.`
  return new OpenaiError({ code: 'invalid_value', message, param })
}
