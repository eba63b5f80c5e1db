import { BYTES_PER_SECOND } from '@parley/shared/audio-format.ts'

const TYPE = '"type":"response.output_audio.delta"'
const HEAD_CHARS = 320

/** Which item an audio delta belongs to, and its length in milliseconds. */
export type AudioDelta = { itemId: string; ms: number }

/**
 * Reads an audio delta's item and length without parsing or decoding it. Null for any other frame, and for a delta
 * written in an unusual way, which then has to be parsed. A quoted copy of the type inside a text cannot match: its
 * quotes are escaped.
 */
export function readAudioDelta(frame: string): AudioDelta | null {
  const type = frame.indexOf(TYPE)
  if (type === -1 || type > HEAD_CHARS) return null
  const itemId = textAt(frame, '"item_id":"')
  const delta = rangeOf(frame, '"delta":"')
  if (itemId === null || delta === null) return null
  return { itemId, ms: base64Ms(frame, delta.start, delta.end) }
}

function textAt(frame: string, key: string): string | null {
  const range = rangeOf(frame, key)
  return range === null ? null : frame.slice(range.start, range.end)
}

function rangeOf(frame: string, key: string): { start: number; end: number } | null {
  const at = frame.indexOf(key)
  if (at === -1) return null
  const start = at + key.length
  const end = frame.indexOf('"', start)
  return end === -1 ? null : { start, end }
}

/** Milliseconds of audio in a stretch of base64. */
export function base64Ms(text: string, start = 0, end = text.length): number {
  const padding = text[end - 2] === '=' ? 2 : text[end - 1] === '=' ? 1 : 0
  const bytes = ((end - start) * 3) / 4 - padding
  return (Math.max(0, bytes) * 1000) / BYTES_PER_SECOND
}
