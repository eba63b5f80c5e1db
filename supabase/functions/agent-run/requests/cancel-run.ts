import { asUser } from '../../_shared/as-user.ts'
import type { User } from '../../_shared/verify-user.ts'
import { activeRuns } from '../queue/active-run.ts'

/**
 * Stops a run, and answers its status now. In this worker at once; another learns it with what it stores next, which is
 * within a second.
 *
 * @throws {ParleyError} run_not_found
 */
export async function cancelRun(user: User, runId: string): Promise<{ status: string }> {
  const status = await asUser(user, (ai) => ai.rpc('cancel_run', { p_run_id: runId }))
  if (status === 'cancelled') activeRuns.get(runId)?.interrupt('cancelled')
  return { status }
}
