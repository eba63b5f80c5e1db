import { asServer } from '../../_shared/as-server.ts'
import { asParleyError } from '../../_shared/error-response.ts'
import { log } from '../../_shared/log.ts'
import { readEnv } from '../../_shared/read-env.ts'
import { leaseOf, type SourceJob } from './source-job.ts'
import { sourcesEnv } from './sources-env.ts'
import type { Next } from './take-step.ts'

/** Tries without getting on, before a person has to ask for more. */
const MAX_ATTEMPTS = 4
/** Errors that pass by themselves. All others are the file's or the settings', and stay. */
const PASSING = new Set(['embedding_unavailable', 'internal_error'])

/** A step that failed: the job waits for another try, or its source fails with the reason. */
export async function giveBack(job: SourceJob, thrown: unknown): Promise<Next> {
  const error = asParleyError(thrown)
  const cause = error.cause instanceof Error ? `${error.cause.name}: ${error.cause.message}` : undefined
  log('warn', 'source_step_failed', { source_id: job.source_id, step: job.step, code: error.code, cause })
  if (error.code === 'source_lease_lost') return { inSeconds: 0 }
  const isTiring = job.attempts >= MAX_ATTEMPTS
  // What is to be cleared away is cleared away, however long it takes; its source may be fine.
  const isIndexing = job.step === 'extract' || job.step === 'embed'
  const isFinal = isIndexing && (isTiring || !PASSING.has(error.code))
  const inSeconds = Math.min(readEnv(sourcesEnv).SOURCES_RETRY_SECONDS * 2 ** (job.attempts - 1), 60)
  await asServer((ai) =>
    ai.rpc('fail_source_job', {
      ...leaseOf(job),
      p_error_code: error.code,
      // null: no further try. The generated type knows no null in arguments.
      p_retry_seconds: (isFinal ? null : inSeconds) as number,
    }),
  )
  if (isFinal) return { inSeconds: 0 }
  return isTiring ? 'none' : { inSeconds }
}
