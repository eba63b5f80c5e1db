import { activeRuns } from '../queue/active-run.ts'
import { driveRun } from '../queue/drive-run.ts'
import { workerLife } from '../queue/worker-life.ts'
import type { RunReader } from './run-reader.ts'

/** A run that is carried elsewhere is read so often, and one that waits for its person. */
const POLL_MS = 400
const POLL_WAITING_MS = 1000
/** So often a reader of a run that does not get on looks whether nobody has it. */
const TAKE_UP_EVERY_MS = 2000
/** A stream ends after so long, whatever happens in the run. */
const MAX_MS = 300_000

/**
 * Sends a run's events to a reader until the run is over, the reader has gone, or it is time for them to come back: from
 * this worker's memory where the run is here, else from rows. A run that nobody carries is taken up on the way.
 */
export async function followRun(reader: RunReader): Promise<void> {
  const endAt = performance.now() + Math.min(MAX_MS, workerLife().drainInMs)
  let tookUpAt = Number.NEGATIVE_INFINITY
  do {
    const active = activeRuns.get(reader.runId)
    if (active) {
      const feed = await active.feed
      if (feed) await reader.followFeed(feed, endAt)
      if (reader.isOver) return
    }
    const status = await reader.readRows()
    if (reader.isOver) return
    const now = performance.now()
    // A worker that is about to end takes nothing up: it may have just let go of this one.
    if (status !== 'waiting' && now < endAt && now - tookUpAt >= TAKE_UP_EVERY_MS) {
      tookUpAt = now
      if (await driveRun(reader.runId)) continue
    }
    await reader.pause(status === 'waiting' ? POLL_WAITING_MS : POLL_MS)
  } while (!reader.gone.aborted && performance.now() < endAt)
}
