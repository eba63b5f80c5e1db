import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { Caller } from './harness/caller.ts'
import { expectTranscript } from './harness/expect-transcript.ts'
import { replaceWorker } from './harness/replace-worker.ts'
import { useFaultRig } from './harness/use-fault-rig.ts'

const rig = useFaultRig({ agentSpeedup: 1.5 })

test.each([0, 20, 60, 120, 250, 500])('the caller hangs up %i ms after a worker wants to be left', async (ms) => {
  const caller = await Caller.dial(rig)
  await caller.say()
  await caller.begin()
  await caller.hear()
  replaceWorker(rig)
  await sleep(ms)
  await caller.call.end()
  await expectTranscript(rig, caller.callId, caller.script)
  const [call] = await rig.sql()`select end_reason from public.calls where id = ${caller.callId}`
  expect(call?.end_reason).toBe('hangup')
})
