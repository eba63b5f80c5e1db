import { asServer } from '../../_shared/as-server.ts'
import { leaseOf, type SourceJob } from './source-job.ts'

/**
 * Keeps a job while its worker lives and waits, for a slow provider for example. A worker that is stuck or dead keeps
 * nothing. A renewal that fails is left to the next: if there is none, the next save is refused.
 *
 * @returns Call it when the step is over.
 */
export function keepLease(job: SourceJob, leaseSeconds: number): () => void {
  const renew = () =>
    asServer((ai) => ai.rpc('renew_source_job', { ...leaseOf(job), p_lease_seconds: leaseSeconds })).catch(() => {})
  const timer = setInterval(renew, (leaseSeconds * 1000) / 3)
  return () => clearInterval(timer)
}
