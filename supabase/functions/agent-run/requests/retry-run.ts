import { asUser } from '../../_shared/as-user.ts'
import type { User } from '../../_shared/verify-user.ts'
import { driveRun } from '../queue/drive-run.ts'
import { streamRun } from './stream-run.ts'

/**
 * Goes on with a run that has failed, behind its last complete step, and streams it from its beginning. Any other run is
 * only streamed.
 *
 * @throws {ParleyError} run_not_found, session_busy, runs_limit
 */
export async function retryRun(user: User, runId: string): Promise<ReadableStream<Uint8Array>> {
  await asUser(user, (ai) => ai.rpc('retry_run', { p_run_id: runId }))
  await driveRun(runId)
  return await streamRun(user, runId, 0)
}
