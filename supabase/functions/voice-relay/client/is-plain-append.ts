import { base64Ms } from '../provider/read-audio-delta.ts'

const PREFIX = '{"type":"input_audio_buffer.append","audio":"'
const SUFFIX_LENGTH = '"}'.length

/**
 * Whether a frame is an audio frame and nothing else, told without parsing it: exactly the one shape that
 * `JSON.stringify` gives it. Between prefix and suffix there is neither quote nor backslash, so no second `type` key
 * can hide in it. Anything else, valid or not, has to be parsed.
 */
export function isPlainAppend(frame: string): boolean {
  return (
    frame.startsWith(PREFIX) &&
    frame.endsWith('"}') &&
    frame.indexOf('"', PREFIX.length) === frame.length - SUFFIX_LENGTH &&
    frame.indexOf('\\', PREFIX.length) === -1
  )
}

/** Milliseconds of audio in a frame of that shape. */
export function audioMsOf(frame: string): number {
  return base64Ms(frame, PREFIX.length, frame.length - SUFFIX_LENGTH)
}
