import { expect, test } from 'vitest'
import { Caller } from './harness/caller.ts'
import { expectTranscript } from './harness/expect-transcript.ts'
import { segmentsOf } from './harness/segments-of.ts'
import { useFaultRig } from './harness/use-fault-rig.ts'

const rig = useFaultRig({ sessionLifetimeMs: 5_000, agentSpeedup: 1.5 })

test("the provider's session ends at its time limit, in mid-word: the call goes on", async () => {
  const caller = await Caller.dial(rig)
  const until = performance.now() + 16_000
  while (performance.now() < until) await caller.say()
  await caller.hangUp()
  await expectTranscript(rig, caller.callId, caller.script)
  expect((await segmentsOf(rig, caller.callId)).length).toBeGreaterThanOrEqual(3)
  expect(caller.errors).toEqual([])
})
