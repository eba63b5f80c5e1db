import { expect, test } from 'vitest'
import { Caller } from './harness/caller.ts'
import { expectTranscript } from './harness/expect-transcript.ts'
import { useFaultRig } from './harness/use-fault-rig.ts'

/** A quarter of what the agent's voice needs. */
const TOO_SLOW = { bytesPerSecond: 16_000 }

const rig = useFaultRig({ agentSpeedup: 1.5 })

test('a network that is slower than the agent speaks: the answer falters, and nothing of it is lost', async () => {
  const caller = await Caller.dial(rig)
  await caller.begin()
  rig.gateway.set(TOO_SLOW, 'down')
  await caller.hear()
  expect(caller.speaker.gaps.length).toBeGreaterThan(0)
  rig.gateway.set('pass', 'down')
  await caller.say()
  await caller.hangUp()
  await expectTranscript(rig, caller.callId, caller.script)
})

test('the caller breaks in on a faltering answer: it ends where they stopped hearing it', async () => {
  const caller = await Caller.dial(rig)
  await caller.begin()
  rig.gateway.set(TOO_SLOW, 'down')
  await caller.hear(2)
  const spoken = caller.begin()
  await caller.spoke(400)
  rig.gateway.set('pass', 'down')
  await spoken
  await caller.hear()
  await caller.hangUp()
  await expectTranscript(rig, caller.callId, caller.script)
})

test('a microphone that gets through slowly: all of it is heard, later', async () => {
  const caller = await Caller.dial(rig)
  const spoken = caller.begin()
  rig.gateway.set({ bytesPerSecond: 40_000 }, 'up')
  await spoken
  await caller.hear()
  rig.gateway.set('pass', 'up')
  await caller.hangUp()
  await expectTranscript(rig, caller.callId, caller.script)
})
