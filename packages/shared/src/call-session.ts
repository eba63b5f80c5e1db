import { z } from 'zod'

/**
 * Body of `POST /functions/v1/call-session`: a new call with an agent, or a further segment of a call that is live.
 *
 * A further segment has three ways in. With `from_segment`, the client that carries the call moves it on: the ticket
 * opens a worker that stands by until `client.take_over`. With `take_over`, another client of the same user claims the
 * call: whoever has it loses it. With `call_id` alone it is joined only if nobody carries it; else `call_busy`.
 */
export const callSessionRequest = z
  .strictObject({
    /** A published agent of an organisation that the caller belongs to. Left out: the caller's default agent. */
    agent_id: z.uuid().optional(),
    /** A live call of the caller that goes on in a new segment. Left out: a new call. */
    call_id: z.uuid().optional(),
    /** The segment that this client has. When it is no longer the call's last live one: `segment_superseded`. */
    from_segment: z.int().min(1).optional(),
    take_over: z.boolean().optional(),
    /** Try the draft of `agent_id`: its organisation's owners and admins may. The call keeps the draft as it is now. */
    draft: z.boolean().optional(),
    /** A conversation of the caller that the new call goes on with, and with its agent. */
    chat_session_id: z.uuid().optional(),
  })
  .refine((body) => body.call_id !== undefined || (body.from_segment ?? body.take_over) === undefined, {
    error: 'from_segment and take_over need a call_id',
  })
  .refine((body) => !body.draft || (body.agent_id !== undefined && body.call_id === undefined), {
    error: 'draft needs an agent_id, and begins a new call',
  })
  .refine((body) => body.chat_session_id === undefined || (body.call_id === undefined && !body.draft), {
    error: 'chat_session_id begins a new call, and no trial of a draft',
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
