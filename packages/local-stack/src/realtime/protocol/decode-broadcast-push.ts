import type { ChannelMessage } from './channel-message.ts'
import type { UserBroadcast } from './user-broadcast.ts'

const PUSH_KIND = 3
const HEADER_BYTES = 7
const JSON_ENCODING = 1

/**
 * Reads a binary broadcast of protocol 2.0.0: kind, five one-byte lengths, encoding, then join ref, ref, topic, event,
 * metadata and payload. Undefined when the frame is malformed.
 */
export function decodeBroadcastPush(frame: Buffer): ChannelMessage | undefined {
  const fields = frame[0] === PUSH_KIND ? splitFields(frame) : undefined
  if (!fields) return undefined
  const { joinRef, ref, topic, event } = fields
  const broadcast = fields.encoding === JSON_ENCODING ? jsonBroadcast(event, fields.payload) : binaryBroadcast(fields)
  if (!broadcast || !topic) return undefined
  return { joinRef: joinRef || null, ref: ref || null, topic, event: 'broadcast', payload: {}, broadcast }
}

function splitFields(frame: Buffer) {
  if (frame.length < HEADER_BYTES) return undefined
  const encoding = frame[6]
  let offset = HEADER_BYTES
  const texts = [...frame.subarray(1, 6)].map((length) => {
    const text = frame.toString('utf8', offset, offset + length)
    offset += length
    return text
  })
  if (offset > frame.length || encoding === undefined || encoding > JSON_ENCODING) return undefined
  const [joinRef = '', ref = '', topic = '', event = ''] = texts
  return { joinRef, ref, topic, event, encoding, payload: frame.subarray(offset) }
}

function jsonBroadcast(event: string, payload: Buffer): UserBroadcast | undefined {
  const json = payload.toString('utf8')
  try {
    JSON.parse(json)
  } catch {
    return undefined
  }
  return { kind: 'json', event, json }
}

function binaryBroadcast(fields: { event: string; payload: Buffer }): UserBroadcast {
  return { kind: 'binary', event: fields.event, bytes: fields.payload }
}
