import { ParleyError } from '@parley/shared/parley-error.ts'
import { adminClient } from '../../_shared/admin-client.ts'
import type { SessionAgent } from '../../_shared/agent-session.ts'
import { sha256Hex } from '../../_shared/sha256-hex.ts'
import { toParleyError } from '../../_shared/to-parley-error.ts'
import { type TakenOver, takenOver } from '../segment/call-store.ts'
import { WORKER_ID } from '../segment/worker-id.ts'

/** A call that this worker may carry: one segment of it, for one user, with one agent. */
export type Admission = {
  callId: string
  userId: string
  segmentId: string
  segment: number
  /** It waits for the client to take the call over; until then another segment is the live one. */
  standby: boolean
  /** Where it goes on, unless it stands by. */
  start: TakenOver
  organizationId: string
  /** It tries the agent's working copy. */
  draft: boolean
  /** The conversation that the call goes on with. */
  chatSessionId: string | null
  agent: SessionAgent & { id: string; name: string; greeting: string }
}

/**
 * Takes a ticket in, once: the same ticket never opens a second segment.
 *
 * @throws {ParleyError} ticket_invalid, call_ended, agent_not_found (deleted since the call began)
 */
export async function redeemTicket(ticket: string): Promise<Admission> {
  const client = adminClient()
  const { data, error } = await client
    .rpc('redeem_call_ticket', { p_token_hash: await sha256Hex(ticket), p_worker: WORKER_ID })
    .single()
  if (error) throw toParleyError(error)
  if (data.agent_id === null) {
    await client.rpc('end_call_segment', {
      p_segment_id: data.segment_id,
      p_owner: data.user_id,
      p_reason: 'error',
    })
    throw new ParleyError('agent_not_found')
  }
  return {
    callId: data.call_id,
    userId: data.user_id,
    segmentId: data.segment_id,
    segment: data.segment_number,
    standby: data.standby,
    start: takenOver({ ...data, previous_taken_at: null }),
    organizationId: data.organization_id,
    draft: data.draft,
    chatSessionId: data.chat_session_id,
    agent: {
      id: data.agent_id,
      name: data.agent_name,
      instructions: data.instructions,
      greeting: data.greeting,
      voice: data.voice,
      model: data.model,
      tools: data.tools,
    },
  }
}
