import { expect, test } from 'vitest'
import { Caller } from './harness/caller.ts'
import { expectTranscript } from './harness/expect-transcript.ts'
import { useFaultRig } from './harness/use-fault-rig.ts'

/** A relay keeps a call whose caller is gone for a minute. */
const rig = useFaultRig({ leftWithinMs: 75_000 })

test('the caller hangs up while the network is away: what was said is kept, and the call ends by itself', async () => {
  const caller = await Caller.dial(rig)
  await caller.say()
  await caller.say()
  const up = rig.gateway.down()
  await caller.call.end()
  expect(caller.call.state).toBe('ended')
  up()
  await expectTranscript(rig, caller.callId, caller.script)
}, 120_000)
