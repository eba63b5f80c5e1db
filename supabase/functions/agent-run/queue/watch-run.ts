import type { ActiveRun } from './active-run.ts'
import type { RunJournal } from './run-journal.ts'

/** A run that stores nothing for so long renews its lease, and learns so whether it was cancelled. */
const RENEW_AFTER_MS = 600

/**
 * Interrupts a run when its time is over, or the worker's; keeps its lease while the worker lives and waits. Answers the
 * function that ends this.
 *
 * @param until `deadlineAt` is a date in milliseconds, `leaveInMs` counts from now.
 */
export function watchRun(
  active: ActiveRun,
  journal: RunJournal,
  until: { deadlineAt: number; leaveInMs: number },
): () => void {
  const timers = [
    setTimeout(() => active.interrupt('deadline'), Math.max(0, until.deadlineAt - Date.now())),
    setTimeout(() => active.interrupt('hand_over'), Math.max(0, until.leaveInMs)),
    setInterval(() => {
      if (journal.silentMs >= RENEW_AFTER_MS) journal.renew()
    }, RENEW_AFTER_MS / 2),
  ]
  return () => timers.forEach(clearTimeout)
}
