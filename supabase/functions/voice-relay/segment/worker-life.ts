import { z } from 'zod'
import { readEnv } from '../../_shared/read-env.ts'

const env = z.object({
  /** The platform's wall clock for a worker: 150,000 ms on the free plan, 400,000 ms on paid ones. */
  WORKER_WALL_CLOCK_MS: z.coerce.number().int().min(1000).default(150_000),
  /** The platform's CPU budget for a worker. */
  WORKER_CPU_BUDGET_MS: z.coerce.number().int().min(100).default(2000),
})

/** Parts of the wall clock. The platform gives no new calls to a worker after half of it, and unloads it at 90 %. */
const DRAIN_AT = 0.6
const DRAIN_SPREAD = 0.1
const DEADLINE_AT = 0.82
/** Part of the CPU budget after which calls are asked to leave; the rest is for taking leave. */
const DRAIN_CPU = 0.6
/** CPU time that one relayed frame costs, measured (`docs/benchmarks.md`): the runtime does not tell its own. */
const CPU_MS_PER_FRAME = 0.35

/** The same of a call of a tool that the server runs: tokens are signed, the data API is asked some five times. */
const FRAMES_PER_TOOL_CALL = 40

const bootedAt = Date.now() - performance.now()
let frames = 0

/** Counts a relayed frame against the worker's CPU budget. */
export function countFrame(): void {
  frames += 1
}

/** Counts a tool that the server runs. */
export function countToolCall(): void {
  frames += FRAMES_PER_TOOL_CALL
}

/**
 * How long this worker should carry a call that it is given now, and when it must be rid of it. Milliseconds from now.
 * A platform gives no call to a worker in the second half of its life; one that does lets workers live for longer than
 * was configured.
 */
export function workerLife() {
  const { WORKER_WALL_CLOCK_MS: configuredMs, WORKER_CPU_BUDGET_MS: cpuMs } = readEnv(env)
  const age = Date.now() - bootedAt
  const wallClockMs = Math.max(configuredMs, 2 * age)
  const framesBefore = frames
  return {
    // Spread, so that the calls of one worker do not all leave at once.
    drainInMs: wallClockMs * (DRAIN_AT + Math.random() * DRAIN_SPREAD) - age,
    deadlineInMs: wallClockMs * DEADLINE_AT - age,
    /** Whether relaying, since this call came, has used as much of the CPU budget as it may. */
    isCpuSpent: () => (frames - framesBefore) * CPU_MS_PER_FRAME > cpuMs * DRAIN_CPU,
  }
}
export type WorkerLife = ReturnType<typeof workerLife>
