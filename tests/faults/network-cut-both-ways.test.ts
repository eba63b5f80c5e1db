import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { Caller } from './harness/caller.ts'
import { expectTranscript } from './harness/expect-transcript.ts'
import { segmentsOf } from './harness/segments-of.ts'
import { useFaultRig } from './harness/use-fault-rig.ts'

const rig = useFaultRig({ agentSpeedup: 1.5 })

test.each([
  ['for a moment', 0],
  ['for two seconds', 2_000],
])('the network goes %s while the caller speaks', async (_, awayMs) => {
  const caller = await Caller.dial(rig)
  await caller.say()
  const spoken = caller.begin()
  await caller.spoke(400)
  const up = rig.gateway.down()
  await sleep(awayMs)
  up()
  await spoken
  await caller.hear()
  await caller.hangUp()
  await expectTranscript(rig, caller.callId, caller.script)
  expect(await segmentsOf(rig, caller.callId)).toEqual(['replaced', 'hangup'])
})

test('while the agent speaks, and the caller asks the next thing before it is back', async () => {
  const caller = await Caller.dial(rig)
  await caller.begin()
  await caller.hear(3)
  const up = rig.gateway.down()
  await sleep(1_500)
  const spoken = caller.begin()
  await caller.spoke(400)
  up()
  await spoken
  await caller.hear()
  await caller.hangUp()
  await expectTranscript(rig, caller.callId, caller.scriptAfterLoss)
})

test('and what is typed meanwhile is said once', async () => {
  const caller = await Caller.dial(rig)
  await caller.say()
  const up = rig.gateway.down()
  await caller.begin({ via: 'text' })
  await sleep(500)
  up()
  await caller.hear()
  await caller.hangUp()
  await expectTranscript(rig, caller.callId, caller.script)
})
