import { encodeMessageJson } from './encode-message.ts'
import type { ProtocolVersion } from './protocol-version.ts'
import type { UserBroadcast } from './user-broadcast.ts'

const BROADCAST_KIND = 4
const MAX_FIELD_BYTES = 255

/**
 * A broadcast as the frame to deliver on `topic`: binary in protocol 2.0.0 where its fields fit, else text. Undefined
 * for a binary payload in 1.0.0, which has no form for it.
 */
export function encodeBroadcast(
  topic: string,
  broadcast: UserBroadcast,
  version: ProtocolVersion,
): Buffer | string | undefined {
  if (broadcast.kind === 'envelope') return textFrame(topic, JSON.stringify(broadcast.payload), version)
  const binary = version === '2.0.0' ? binaryFrame(topic, broadcast) : undefined
  if (binary || broadcast.kind === 'binary') return binary
  const meta = broadcast.meta ? `,"meta":${JSON.stringify(broadcast.meta)}` : ''
  const event = JSON.stringify(broadcast.event)
  return textFrame(topic, `{"type":"broadcast","event":${event},"payload":${broadcast.json}${meta}}`, version)
}

function textFrame(topic: string, payloadJson: string, version: ProtocolVersion): string {
  return encodeMessageJson({ joinRef: null, ref: null, topic, event: 'broadcast', payloadJson }, version)
}

function binaryFrame(topic: string, broadcast: Exclude<UserBroadcast, { kind: 'envelope' }>): Buffer | undefined {
  const meta = broadcast.meta ? JSON.stringify(broadcast.meta) : ''
  const fields = [topic, broadcast.event, meta].map((text) => Buffer.from(text))
  if (fields.some((field) => field.length > MAX_FIELD_BYTES)) return undefined
  const isJson = broadcast.kind === 'json'
  const header = Buffer.from([BROADCAST_KIND, ...fields.map((field) => field.length), isJson ? 1 : 0])
  return Buffer.concat([header, ...fields, isJson ? Buffer.from(broadcast.json) : broadcast.bytes])
}
