import { expect, test } from 'vitest'
import { Caller } from './harness/caller.ts'
import { expectTranscript } from './harness/expect-transcript.ts'
import { useFaultRig } from './harness/use-fault-rig.ts'

const rig = useFaultRig({ agentSpeedup: 1.5 })

test('the provider vanishes while the caller speaks: all of it is heard by the next session', async () => {
  const caller = await Caller.dial(rig)
  await caller.say()
  const spoken = caller.begin()
  await caller.spoke(400)
  rig.provider.cut()
  await spoken
  await caller.hear()
  await caller.hangUp()
  await expectTranscript(rig, caller.callId, caller.script)
  expect(caller.errors).toEqual([])
})

test('while the agent speaks: the answer goes on', async () => {
  const caller = await Caller.dial(rig)
  await caller.begin()
  await caller.hear(3)
  rig.provider.cut()
  await caller.hear()
  await caller.say()
  await caller.hangUp()
  await expectTranscript(rig, caller.callId, caller.script)
  expect(caller.errors).toEqual([])
})

test('and cannot be reached for a while: the call waits for it', async () => {
  const caller = await Caller.dial(rig)
  await caller.begin()
  await caller.hear(3)
  const up = rig.provider.down()
  setTimeout(up, 2_000)
  await caller.hear()
  await caller.hangUp()
  await expectTranscript(rig, caller.callId, caller.script)
})
