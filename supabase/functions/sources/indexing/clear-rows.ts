import { asServer } from '../../_shared/as-server.ts'
import { leaseOf, type SourceJob } from './source-job.ts'
import type { StepBudget } from './step-budget.ts'

/** Rows that go in one statement, so that nobody waits for it. */
const BATCH = 500

/** Clears away rows of a source that are nobody's any more, in short statements; of a deleted source, everything. */
export async function clearRows(job: SourceJob, budget: StepBudget, leaseSeconds: number): Promise<void> {
  const request = { ...leaseOf(job), p_lease_seconds: leaseSeconds, p_limit: BATCH }
  while (!budget.isSpent && !(await asServer((ai) => ai.rpc('clear_source', request)))) {}
}
