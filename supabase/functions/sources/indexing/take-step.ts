import { asServer } from '../../_shared/as-server.ts'
import { readEnv } from '../../_shared/read-env.ts'
import { clearRows } from './clear-rows.ts'
import { embedChunks } from './embed-chunks.ts'
import { extractPages } from './extract-pages.ts'
import { giveBack } from './give-back.ts'
import { keepLease } from './keep-lease.ts'
import { removeFiles } from './remove-files.ts'
import { leaseOf, type SourceJob } from './source-job.ts'
import { sourcesEnv } from './sources-env.ts'
import { StepBudget } from './step-budget.ts'

const STEPS = { extract: extractPages, embed: embedChunks, clear: clearRows, delete: clearRows }

/** Whether to ask for another step, and when. */
export type Next = 'none' | { inSeconds: number }

/** Does one step of the job that has waited longest, as far as the budget of a request goes. */
export async function takeStep(): Promise<Next> {
  const { SOURCES_LEASE_SECONDS: leaseSeconds } = readEnv(sourcesEnv)
  const [job] = (await asServer((ai) => ai.rpc('claim_source_job', { p_lease_seconds: leaseSeconds }))) as SourceJob[]
  if (!job) return (await removeFiles()) ? { inSeconds: 0 } : 'none'
  const letGo = keepLease(job, leaseSeconds)
  try {
    await STEPS[job.step](job, new StepBudget(), leaseSeconds)
    await asServer((ai) => ai.rpc('release_source_job', leaseOf(job)))
  } catch (error) {
    return await giveBack(job, error)
  } finally {
    letGo()
  }
  return { inSeconds: 0 }
}
