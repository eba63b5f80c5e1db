import type { RealtimeAudioFormats } from 'openai/resources/realtime/realtime'
import { OpenaiError } from '../http/openai-error.ts'

/**
 * Base64 audio of a client → samples at 24 kHz. Throws an {@link OpenaiError} for what is not base64 or not a whole
 * number of samples, and for G.711, which the stand-in does not speak.
 */
export function decodeAudio(base64: string, format: RealtimeAudioFormats, param: string): Int16Array {
  requirePcm(format)
  const bytes = Buffer.from(base64, 'base64')
  if (bytes.length === 0 || bytes.length % 2 !== 0 || !/^[A-Za-z0-9+/]+={0,2}$/.test(base64)) {
    throw new OpenaiError({
      code: 'invalid_value',
      message: `Invalid '${param}'. Expected base64-encoded audio bytes (16-bit little-endian samples).`,
      param,
    })
  }
  const samples = new Int16Array(bytes.length / 2)
  for (let index = 0; index < samples.length; index++) samples[index] = bytes.readInt16LE(index * 2)
  return samples
}

/** Samples at 24 kHz → base64 for a client. */
export function encodeAudio(samples: Int16Array): string {
  return Buffer.from(samples.buffer, samples.byteOffset, samples.byteLength).toString('base64')
}

/** Throws for a format other than PCM. */
export function requirePcm(format: RealtimeAudioFormats): void {
  if (format.type === 'audio/pcm') return
  throw new OpenaiError({
    code: 'unsupported_format',
    message: `The offline stand-in speaks audio/pcm at 24 kHz only, not ${format.type}.`,
    param: 'session.audio.input.format',
  })
}
