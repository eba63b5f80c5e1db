import { setTimeout as sleep } from 'node:timers/promises'
import { applyFault } from './apply-fault.ts'
import { Caller } from './caller.ts'
import { expectNothingLeft } from './expect-nothing-left.ts'
import { expectTranscript } from './expect-transcript.ts'
import type { FaultSchedule, ScheduledFault } from './fault-schedule.ts'
import type { FaultRig } from './start-fault-rig.ts'

/**
 * Has the conversation, lets everything happen that was scheduled, hangs up, and compares what is stored with what was
 * said. Nothing is left after it, whether it went well or not.
 *
 * @throws with what is wrong
 */
export async function runSchedule(rig: FaultRig, { turns }: FaultSchedule): Promise<void> {
  const caller = await Caller.dial(rig)
  const faults: Promise<void>[] = []
  const schedule = (due: ScheduledFault[], phase: ScheduledFault['after']) => {
    for (const { after, ms, fault } of due)
      if (after === phase) faults.push(sleep(ms).then(() => applyFault(rig, fault)))
  }
  try {
    for (const [index, { via, faults: due }] of turns.entries()) {
      const spoken = caller.begin({ via })
      schedule(due, 'begin')
      await spoken
      schedule(due, 'spoken')
      await caller.hear(turns[index + 1]?.breaksInto ?? undefined)
    }
    await Promise.all(faults)
    await caller.hear()
    // Nothing breaks any more, and this shows that both ends know it: who hangs up on a dead line is not heard.
    await caller.say()
    await caller.hangUp()
    const broken = turns.some((turn) => turn.faults.length > 0)
    await expectTranscript(rig, caller.callId, broken ? caller.scriptAfterLoss : caller.script)
  } finally {
    await Promise.all(faults)
    if (caller.call.state !== 'ended') await caller.call.end()
    await expectNothingLeft(rig)
  }
}
