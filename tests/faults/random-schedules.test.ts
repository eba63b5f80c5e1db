import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type FaultSchedule, faultSchedule } from './harness/fault-schedule.ts'
import { keepSchedule, readSchedules } from './harness/kept-schedules.ts'
import { runSchedule } from './harness/run-schedule.ts'
import { type FaultRig, startFaultRig } from './harness/start-fault-rig.ts'

/** `PARLEY_FAULT_RUNS=500` runs so many, however long that takes; else as many as a minute holds. */
const RUNS = Number(process.env.PARLEY_FAULT_RUNS || 0)
/** `PARLEY_FAULT_SEED` repeats a run. Long runs look for what is new, the short one, among all tests, for what it knows. */
const SEED = Number(process.env.PARLEY_FAULT_SEED || (RUNS ? Math.floor(Math.random() * 2 ** 31) : 20_261_121))
/** A fault may hit a whole worker, so every lane has a stack and one call at a time. */
const LANES = Number(process.env.PARLEY_FAULT_LANES || 2)
const ONE_MINUTE = 60_000
/** For finding a shorter schedule that fails as well. Each attempt may wait in vain for half a minute. */
const SHRINK_MS = 180_000

const rigs: FaultRig[] = []
beforeAll(async () => {
  for (let lane = 0; lane < LANES; lane++) rigs.push(await startFaultRig({ agentSpeedup: 1.5 }))
})
afterAll(() => Promise.all(rigs.map((rig) => rig.stop())))

function rigOf(lane: number): FaultRig {
  const rig = rigs[lane]
  if (!rig) throw new Error('The lanes have not been opened')
  return rig
}

test('what once failed does not fail again', async () => {
  for (const schedule of readSchedules()) await runSchedule(rigOf(0), schedule)
}, 600_000)

describe.concurrent(`whatever happens, the transcript says what was said (PARLEY_FAULT_SEED=${SEED})`, () => {
  test.each(Array.from({ length: LANES }, (_, lane) => lane))(
    'lane %i',
    async (lane) => {
      let runs = 0
      let failedAt = Number.POSITIVE_INFINITY
      const property = fc.asyncProperty(faultSchedule, async (schedule) => {
        if (performance.now() > failedAt + SHRINK_MS) return
        try {
          await runSchedule(rigOf(lane), schedule)
          runs += 1
        } catch (error) {
          failedAt = Math.min(failedAt, performance.now())
          console.log(`lane ${lane}: ${JSON.stringify(schedule)}: ${error instanceof Error ? error.message : error}`)
          throw error
        }
      })
      const details = await fc.check(property, {
        seed: SEED + lane,
        ...(RUNS ? { numRuns: Math.ceil(RUNS / LANES) } : { numRuns: 1_000, interruptAfterTimeLimit: ONE_MINUTE }),
      })
      console.log(`lane ${lane}: ${runs} schedules, seed ${SEED + lane}`)
      if (details.counterexample) fail(details.counterexample[0], details.errorInstance)
      expect(runs).toBeGreaterThan(0)
    },
    RUNS ? RUNS * 60_000 : 20 * ONE_MINUTE,
  )
})

function fail(schedule: FaultSchedule, cause: unknown): never {
  const found = cause instanceof Error ? cause.message : String(cause)
  const name = keepSchedule(schedule, found)
  throw new Error(`schedules/${name}: ${JSON.stringify(schedule)}\n${found}`)
}
