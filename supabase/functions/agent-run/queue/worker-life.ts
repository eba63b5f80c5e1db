import { readEnv } from '../../_shared/read-env.ts'
import { agentRunEnv } from '../loop/agent-run-env.ts'

/** Parts of the wall clock. The platform gives a worker nothing new after half of it, and unloads it at 90 %. */
const DRAIN_AT = 0.6
const DEADLINE_AT = 0.82

const bootedAt = Date.now() - performance.now()

/**
 * How long this worker may carry what it is given now. Milliseconds from now: when it should begin nothing more, and when
 * it must have let go. A platform gives nothing to a worker in the second half of its life; one that does lets workers
 * live for longer than was configured.
 */
export function workerLife(): { drainInMs: number; deadlineInMs: number } {
  const age = Date.now() - bootedAt
  const wallClockMs = Math.max(readEnv(agentRunEnv).WORKER_WALL_CLOCK_MS, 2 * age)
  return { drainInMs: wallClockMs * DRAIN_AT - age, deadlineInMs: wallClockMs * DEADLINE_AT - age }
}
