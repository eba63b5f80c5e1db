import { log } from '../../_shared/log.ts'
import { openRunTools } from '../loop/open-run-tools.ts'
import { runLoop } from '../loop/run-loop.ts'
import { runToDo } from '../loop/run-to-do.ts'
import { mirrorText } from '../stream/mirror-text.ts'
import { RunFeed } from '../stream/run-feed.ts'
import type { ActiveRun } from './active-run.ts'
import { interruptOf } from './interrupt-of.ts'
import { leaveRun } from './leave-run.ts'
import { RunJournal } from './run-journal.ts'
import type { RunLease } from './run-lease.ts'
import { watchRun } from './watch-run.ts'
import { workerLife } from './worker-life.ts'

/** Carries a run that this worker holds, until it is over, waits, or goes to another worker. */
export async function carryRun(active: ActiveRun, lease: RunLease, attempts: number): Promise<void> {
  const life = workerLife()
  const drainAt = performance.now() + life.drainInMs
  let journal: RunJournal | undefined
  let stopWatching = () => {}
  let isAnswered = false
  try {
    const toDo = runToDo.parse(await lease.toDo())
    const feed = new RunFeed({ run_id: toDo.run.id, session_id: toDo.run.session_id }, toDo.last_seq)
    journal = new RunJournal(lease, feed, (error) => active.interrupt(interruptOf(error)))
    stopWatching = watchRun(active, journal, {
      deadlineAt: Date.parse(toDo.run.deadline_at),
      leaveInMs: life.deadlineInMs,
    })
    mirrorText(feed, active.signal)
    active.open(feed)
    // Somebody was here before: whatever they said of the step at hand is said anew.
    if (toDo.last_seq > 1) journal.write({ type: 'run.resumed', data: { step: toDo.steps.length + 1 } })
    const tools = openRunTools(toDo)
    // Whoever needs them learns what went wrong.
    tools.catch(() => {})
    const work = { lease, journal, signal: active.signal, drainAt, toDo, tools }
    const outcome = await runLoop(work)
    if (outcome === 'completed') {
      await journal.finish(work.toDo.run.cost_micro_usd)
      isAnswered = true
    }
    log('info', 'run_left', { run_id: lease.runId, outcome })
  } catch (error) {
    await leaveRun(lease, journal, error, attempts)
  } finally {
    stopWatching()
    if (!isAnswered) await journal?.catchUp().catch(() => {})
    journal?.stop()
  }
}
