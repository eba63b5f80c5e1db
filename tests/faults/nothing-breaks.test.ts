import { expect, test } from 'vitest'
import { Caller } from './harness/caller.ts'
import { expectTranscript } from './harness/expect-transcript.ts'
import { useFaultRig } from './harness/use-fault-rig.ts'

const rig = useFaultRig()

// The control of this suite: what it finds elsewhere is not of its own making.
test('a call of four turns, spoken, typed and interrupted, is stored as it was', async () => {
  const caller = await Caller.dial(rig)
  await caller.say()
  await caller.begin()
  await caller.hear(3)
  await caller.say()
  await caller.say({ via: 'text' })
  await caller.hangUp()
  await expectTranscript(rig, caller.callId, caller.script)
  expect(caller.errors).toEqual([])
  expect(caller.speaker.gaps).toEqual([])
})
