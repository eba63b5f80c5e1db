import type { AgentRunRequest } from '@parley/shared/agent-run.ts'
import type { Json } from '@parley/shared/database-types.ts'
import { ParleyError } from '@parley/shared/parley-error.ts'
import { asUser } from '../../_shared/as-user.ts'
import type { User } from '../../_shared/verify-user.ts'
import { driveRun } from '../queue/drive-run.ts'
import { streamRun } from './stream-run.ts'

type Start = Extract<AgentRunRequest, { action: 'start' }>

/**
 * Starts a run as the person, in this worker, and streams it. The run does not hang on its reader: it goes on when they
 * leave. Started again with the same key, it is the same run, from its beginning.
 *
 * @throws {ParleyError} agent_not_found, session_not_found, session_busy, runs_limit, model_not_in_plan, voice_not_in_plan
 */
export async function startRun(user: User, start: Start): Promise<ReadableStream<Uint8Array>> {
  const [started] = await asUser(user, (ai) =>
    ai.rpc('start_run', {
      p_agent_id: start.agent_id,
      p_text: start.text,
      p_draft: start.draft,
      ...(start.session_id && { p_session_id: start.session_id }),
      ...(start.context_items && { p_context_items: start.context_items as unknown as Json }),
      ...(start.source_ids && { p_source_ids: start.source_ids }),
      ...(start.idempotency_key && { p_idempotency_key: start.idempotency_key }),
    }),
  )
  if (!started) throw new ParleyError('internal_error', { cause: new Error('start_run returned no row') })
  await driveRun(started.run_id)
  return await streamRun(user, started.run_id, 0)
}
