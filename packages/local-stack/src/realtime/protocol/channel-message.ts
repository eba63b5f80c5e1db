import type { UserBroadcast } from './user-broadcast.ts'

/** One message of the Phoenix channel protocol, whatever its wire form. */
export interface ChannelMessage {
  joinRef: string | null
  ref: string | null
  topic: string
  event: string
  payload: unknown
  /** What a binary broadcast frame carried; its payload is empty then. */
  broadcast?: UserBroadcast
}
