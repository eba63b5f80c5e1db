import { expect, test } from 'vitest'
import { Caller } from './harness/caller.ts'
import { expectTranscript } from './harness/expect-transcript.ts'
import { killWorkers } from './harness/kill-workers.ts'
import { segmentsOf } from './harness/segments-of.ts'
import { useFaultRig } from './harness/use-fault-rig.ts'

const rig = useFaultRig({ agentSpeedup: 1.5 })

test('a worker is killed while the agent speaks: the next one goes on from there', async () => {
  const caller = await Caller.dial(rig)
  await caller.say()
  await caller.begin()
  await caller.hear(3)
  expect(await killWorkers(rig)).toBe(1)
  await caller.hear()
  await caller.say()
  await caller.hangUp()
  await expectTranscript(rig, caller.callId, caller.script)
  expect(await segmentsOf(rig, caller.callId)).toEqual(['replaced', 'hangup'])
  expect(caller.call.state).toBe('ended')
})

test('and while the caller speaks: what was said before and after is one utterance', async () => {
  const caller = await Caller.dial(rig)
  await caller.say()
  const spoken = caller.begin()
  await caller.spoke(400)
  expect(await killWorkers(rig)).toBe(1)
  await spoken
  await caller.hear()
  await caller.hangUp()
  await expectTranscript(rig, caller.callId, caller.script)
})

test('and again and again, whatever is going on', async () => {
  const caller = await Caller.dial(rig)
  for (const words of [1, 4, undefined, 2]) {
    await caller.begin()
    await caller.hear(words)
    await killWorkers(rig)
    await caller.hear()
  }
  await caller.hangUp()
  await expectTranscript(rig, caller.callId, caller.script)
  expect(await segmentsOf(rig, caller.callId)).toHaveLength(5)
})
