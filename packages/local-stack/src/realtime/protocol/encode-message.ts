import type { ChannelMessage } from './channel-message.ts'
import type { ProtocolVersion } from './protocol-version.ts'

/** A channel message as a text frame. */
export function encodeMessage(message: ChannelMessage, version: ProtocolVersion): string {
  return encodeMessageJson({ ...message, payloadJson: JSON.stringify(message.payload) }, version)
}

/** As `encodeMessage`, for a payload that is JSON already (numbers keep their digits). */
export function encodeMessageJson(
  message: Omit<ChannelMessage, 'payload'> & { payloadJson: string },
  version: ProtocolVersion,
): string {
  const { joinRef, ref, topic, event, payloadJson } = message
  if (version === '2.0.0') {
    return `[${JSON.stringify(joinRef)},${JSON.stringify(ref)},${JSON.stringify(topic)},${JSON.stringify(event)},${payloadJson}]`
  }
  const head = JSON.stringify({ join_ref: joinRef, ref, topic, event })
  return `${head.slice(0, -1)},"payload":${payloadJson}}`
}
