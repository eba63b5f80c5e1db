import { expect, test } from 'vitest'
import { Caller } from './harness/caller.ts'
import { expectTranscript } from './harness/expect-transcript.ts'
import { segmentsOf } from './harness/segments-of.ts'
import { useFaultRig } from './harness/use-fault-rig.ts'

const rig = useFaultRig()

test('a second tab joins a call that the first one has: it is refused, and the first notices nothing', async () => {
  const user = await rig.newUser()
  const first = await Caller.dialAs(rig, { user })
  await first.say()
  await expect(Caller.dialAs(rig, { user, callId: first.callId })).rejects.toThrow('call_busy')
  await first.say()
  await first.hangUp()
  await expectTranscript(rig, first.callId, first.script)
  expect(await segmentsOf(rig, first.callId)).toEqual(['hangup'])
  expect(first.errors).toEqual([])
})
