import { expect, test } from 'vitest'
import { Caller } from './harness/caller.ts'
import { expectTranscript } from './harness/expect-transcript.ts'
import { requestTicket } from './harness/request-ticket.ts'
import { segmentsOf } from './harness/segments-of.ts'
import { useFaultRig } from './harness/use-fault-rig.ts'

const rig = useFaultRig()

test.each([
  ['to go on with it', { from_segment: 1 }],
  ['to take it over', { take_over: true }],
  ['to join it', {}],
])('another user asks for a call %s: for them there is none', async (_, how) => {
  const caller = await Caller.dial(rig)
  await caller.say()
  const answer = await requestTicket(rig, await rig.newUser(), { call_id: caller.callId, ...how })
  expect(answer).toMatchObject({ status: 404, body: { error: { code: 'call_not_found' } } })
  expect(JSON.stringify(answer.body)).not.toContain(caller.callId)
  await caller.say()
  await caller.hangUp()
  await expectTranscript(rig, caller.callId, caller.script)
  expect(await segmentsOf(rig, caller.callId)).toEqual(['hangup'])
})
