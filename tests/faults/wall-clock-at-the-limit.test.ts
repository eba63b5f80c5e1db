import { expect, test } from 'vitest'
import { Caller } from './harness/caller.ts'
import { expectTranscript } from './harness/expect-transcript.ts'
import { segmentsOf } from './harness/segments-of.ts'
import { useFaultRig } from './harness/use-fault-rig.ts'

const rig = useFaultRig({ wallClockMs: 16_000 })

test('a call outlives its workers without anybody noticing', async () => {
  const caller = await Caller.dial(rig)
  const until = performance.now() + 40_000
  while (performance.now() < until) await caller.say()
  await caller.hangUp()
  await expectTranscript(rig, caller.callId, caller.script)
  const segments = await segmentsOf(rig, caller.callId)
  expect(segments.length).toBeGreaterThanOrEqual(3)
  expect(segments.slice(0, -1).every((reason) => reason === 'handed_over')).toBe(true)
  expect(caller.errors).toEqual([])
  expect(caller.states).not.toContain('reconnecting')
})

test('nor when they never stop talking, so that there is no good moment', async () => {
  const caller = await Caller.dial(rig)
  const until = performance.now() + 30_000
  while (performance.now() < until) {
    await caller.begin()
    await caller.hear(1)
  }
  await caller.hear()
  await caller.hangUp()
  // Of answers that are broken into and left at the same moment any part may stand there: handoff-during-barge-in has one.
  await expectTranscript(rig, caller.callId, caller.scriptAfterLoss)
  expect((await segmentsOf(rig, caller.callId)).length).toBeGreaterThanOrEqual(3)
  expect(caller.states).not.toContain('reconnecting')
})
