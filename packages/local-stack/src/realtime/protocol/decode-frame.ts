import type { ChannelMessage } from './channel-message.ts'
import { decodeBroadcastPush } from './decode-broadcast-push.ts'
import type { ProtocolVersion } from './protocol-version.ts'

/** Reads one WebSocket message. Undefined when it is malformed: such frames are dropped, the socket stays open. */
export function decodeFrame(data: Buffer, isBinary: boolean, version: ProtocolVersion): ChannelMessage | undefined {
  if (isBinary) return version === '2.0.0' ? decodeBroadcastPush(data) : undefined
  const frame = parseJson(data.toString('utf8'))
  return checked(version === '2.0.0' ? fromArray(frame) : fromObject(frame))
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function fromArray(frame: unknown): Record<string, unknown> | undefined {
  if (!Array.isArray(frame) || frame.length !== 5) return undefined
  const [joinRef, ref, topic, event, payload] = frame
  return { joinRef, ref, topic, event, payload }
}

function fromObject(frame: unknown): Record<string, unknown> | undefined {
  if (typeof frame !== 'object' || frame === null || Array.isArray(frame)) return undefined
  const { join_ref: joinRef, ref, topic, event, payload } = frame as Record<string, unknown>
  return { joinRef, ref, topic, event, payload }
}

function checked(fields: Record<string, unknown> | undefined): ChannelMessage | undefined {
  if (!fields || typeof fields.topic !== 'string' || typeof fields.event !== 'string') return undefined
  const joinRef = optionalRef(fields.joinRef)
  const ref = optionalRef(fields.ref)
  if (joinRef === undefined || ref === undefined) return undefined
  return { joinRef, ref, topic: fields.topic, event: fields.event, payload: fields.payload ?? {} }
}

function optionalRef(value: unknown): string | null | undefined {
  if (value === null || value === undefined) return null
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined
}
