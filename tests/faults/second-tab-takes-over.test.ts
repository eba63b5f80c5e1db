import { expect, test } from 'vitest'
import { Caller } from './harness/caller.ts'
import { expectTranscript } from './harness/expect-transcript.ts'
import { segmentsOf } from './harness/segments-of.ts'
import { useFaultRig } from './harness/use-fault-rig.ts'

const rig = useFaultRig()

test('a second tab takes the call: the first is told and lets go, and the second goes on with it', async () => {
  const user = await rig.newUser()
  const first = await Caller.dialAs(rig, { user })
  await first.say()
  await first.say()
  const second = await Caller.dialAs(rig, { user, callId: first.callId, takeOver: true })
  await expect.poll(() => first.call.state, { timeout: 10_000 }).toBe('failed')
  expect(first.errors.map(({ code }) => code)).toEqual(['segment_superseded'])
  expect(first.microphone.isOpen).toBe(false)
  await second.say()
  await second.hangUp()
  await expectTranscript(rig, first.callId, [...first.script, ...second.script])
  expect(await segmentsOf(rig, first.callId)).toEqual(['replaced', 'hangup'])
})
