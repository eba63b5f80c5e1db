import { expect, test } from 'vitest'
import { Caller } from './harness/caller.ts'
import { expectTranscript } from './harness/expect-transcript.ts'
import { replaceWorker } from './harness/replace-worker.ts'
import { segmentsOf } from './harness/segments-of.ts'
import { useFaultRig } from './harness/use-fault-rig.ts'

const rig = useFaultRig({ agentSpeedup: 1.5 })

test.each([
  ['before the caller breaks in', 0],
  ['while they do', 300],
  ['right after they did', 800],
])('a worker wants to be left %s', async (_, spokenMs) => {
  const caller = await Caller.dial(rig)
  await caller.say()
  await caller.begin()
  await caller.hear(3)
  const spoken = caller.begin()
  await caller.spoke(spokenMs)
  replaceWorker(rig)
  await spoken
  await caller.hear()
  await caller.say()
  await caller.hangUp()
  await expectTranscript(rig, caller.callId, caller.script)
  expect(await segmentsOf(rig, caller.callId)).toHaveLength(2)
  expect(caller.errors).toEqual([])
})
