import { asServer } from '../../_shared/as-server.ts'
import { inBackground } from '../../_shared/in-background.ts'
import { readEnv } from '../../_shared/read-env.ts'
import { agentRunEnv } from '../loop/agent-run-env.ts'
import { ActiveRun, activeRuns } from './active-run.ts'
import { carryRun } from './carry-run.ts'
import { listenForUnload } from './listen-for-unload.ts'
import { RunLease } from './run-lease.ts'

/**
 * Takes a run, if it is to be done and nobody has it, and carries it on in this worker, whoever reads along. Without an
 * id, the one that has waited longest. Answers null where there is none.
 */
export async function driveRun(runId?: string): Promise<ActiveRun | null> {
  const leaseSeconds = readEnv(agentRunEnv).RUNS_LEASE_SECONDS
  const claimed = await asServer((ai) =>
    ai.rpc('claim_run', { p_lease_seconds: leaseSeconds, ...(runId && { p_run_id: runId }) }),
  )
  const job = claimed[0]
  if (!job) return null
  listenForUnload()
  const active = new ActiveRun(job.run_id)
  activeRuns.set(job.run_id, active)
  inBackground('agent_run', async () => {
    try {
      await carryRun(active, new RunLease(job.run_id, job.lease_token, leaseSeconds), job.attempts)
    } finally {
      if (activeRuns.get(job.run_id) === active) activeRuns.delete(job.run_id)
      await active.close()
    }
  })
  return active
}
