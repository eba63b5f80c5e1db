import { expect, test } from 'vitest'
import { Caller } from './harness/caller.ts'
import { expectTranscript } from './harness/expect-transcript.ts'
import { segmentsOf } from './harness/segments-of.ts'
import { useFaultRig } from './harness/use-fault-rig.ts'

const rig = useFaultRig({ agentSpeedup: 1.5 })

/** The socket stands for both ends, and what they say into it is gone. New ones work. */
function goDeaf(direction?: 'up' | 'down'): void {
  for (const socket of rig.gateway.sockets) socket.set('swallow', direction)
}

test.each([
  ['both ways', undefined],
  ['for what the relay says', 'down' as const],
])('a socket goes deaf %s while the caller speaks: the next one hears all of it', async (_, direction) => {
  const caller = await Caller.dial(rig)
  await caller.say()
  const spoken = caller.begin()
  await caller.spoke(400)
  goDeaf(direction)
  await spoken
  await caller.hear()
  await caller.say()
  await caller.hangUp()
  await expectTranscript(rig, caller.callId, caller.script)
  expect(await segmentsOf(rig, caller.callId)).toEqual(['replaced', 'hangup'])
})

test('while the agent speaks: the answer goes on where the caller heard it stop', async () => {
  const caller = await Caller.dial(rig)
  await caller.begin()
  await caller.hear(3)
  goDeaf()
  await caller.hear()
  await caller.hangUp()
  await expectTranscript(rig, caller.callId, caller.script)
})
