import { z } from 'zod'

/** Body of `POST /functions/v1/call-session`: a new call with an agent, or a further segment of a call that is live. */
export const callSessionRequest = z.strictObject({
  /** A published agent of an organisation that the caller belongs to. Left out: the caller's default agent. */
  agent_id: z.uuid().optional(),
  /** A live call of the caller that goes on in a new segment. Left out: a new call. */
  call_id: z.uuid().optional(),
})
export type CallSessionRequest = z.infer<typeof callSessionRequest>

/** Answer of `call-session`. */
export const callSessionResponse = z.object({
  call_id: z.uuid(),
  /** Opens `voice-relay` once, within 30 seconds, for this call and user only. */
  ticket: z.string(),
  /** The relay's WebSocket address. */
  url: z.url(),
  /** When the ticket goes stale, ISO 8601. */
  expires_at: z.iso.datetime({ offset: true }),
})
export type CallSessionResponse = z.infer<typeof callSessionResponse>
