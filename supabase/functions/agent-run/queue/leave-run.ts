import { asParleyError } from '../../_shared/error-response.ts'
import { log } from '../../_shared/log.ts'
import { readEnv } from '../../_shared/read-env.ts'
import { agentRunEnv } from '../loop/agent-run-env.ts'
import { RunInterrupt } from '../loop/run-interrupt.ts'
import { ModelFault } from '../model/model-fault.ts'
import { interruptOf } from './interrupt-of.ts'
import type { RunJournal } from './run-journal.ts'
import type { RunLease } from './run-lease.ts'
import { wakeWorkers } from './wake-workers.ts'

/** Workers that may take a run without getting on, before its person has to ask for more. */
const MAX_ATTEMPTS = 4

/** What becomes of a run that a worker does not bring to its end: it fails with a reason, or the next one goes on. */
export async function leaveRun(
  lease: RunLease,
  journal: RunJournal | undefined,
  thrown: unknown,
  attempts: number,
): Promise<void> {
  const end = endOf(thrown, attempts)
  log(end.level, 'run_interrupted', { run_id: lease.runId, ...end.logged })
  try {
    if (end.failsWith) {
      // What was said so far stays.
      await journal?.settle().catch(() => {})
      await lease.finish('failed', end.failsWith)
    } else if (end.isHandedOver) {
      await lease.release()
      wakeWorkers()
    } else if (end.againAfter !== undefined) {
      await lease.lapse(end.againAfter)
      wakeWorkers(end.againAfter + 1)
    }
  } catch (error) {
    // The lease lapses, and whoever finds the run goes on with it.
    log('warn', 'run_not_left', { run_id: lease.runId, code: asParleyError(error).code })
  }
}

type End = {
  level: 'info' | 'warn'
  logged: Record<string, string | undefined>
  failsWith?: string
  isHandedOver?: boolean
  /** Seconds until another worker tries. */
  againAfter?: number
}

function endOf(thrown: unknown, attempts: number): End {
  if (thrown instanceof RunInterrupt) {
    const level = 'info'
    const logged = { reason: thrown.reason }
    if (thrown.reason === 'deadline') return { level, logged, failsWith: 'run_time_limit' }
    if (thrown.reason === 'hand_over') return { level, logged, isHandedOver: true }
    return thrown.reason === 'not_stored' ? tryLater(attempts, logged) : { level, logged }
  }
  if (thrown instanceof ModelFault) return { level: 'warn', logged: { code: thrown.code }, failsWith: thrown.code }
  const error = asParleyError(thrown)
  const cause = error.cause instanceof Error ? `${error.cause.name}: ${error.cause.message}` : undefined
  const logged = { code: error.code, cause }
  if (interruptOf(error) !== 'not_stored') return { level: 'info', logged }
  if (error.code === 'internal_error') return tryLater(attempts, logged)
  return { level: 'warn', logged, failsWith: error.code }
}

/** Faults of our own pass, or they do not. */
function tryLater(attempts: number, logged: Record<string, string | undefined>): End {
  if (attempts >= MAX_ATTEMPTS) return { level: 'warn', logged, failsWith: 'internal_error' }
  return { level: 'warn', logged, againAfter: readEnv(agentRunEnv).RUNS_RETRY_SECONDS * 2 ** (attempts - 1) }
}
