import { expect, test } from 'vitest'
import { RelayTestClient } from '../integration/relay/relay-test-client.ts'
import { Caller } from './harness/caller.ts'
import { expectTranscript } from './harness/expect-transcript.ts'
import { requestTicket } from './harness/request-ticket.ts'
import { segmentsOf } from './harness/segments-of.ts'
import { useFaultRig } from './harness/use-fault-rig.ts'

const rig = useFaultRig()

/** Waits for the relay's first word; a refusal comes before the upgrade or after it. */
async function opens({ url, ticket }: { url: string; ticket: string }): Promise<string> {
  const client = await RelayTestClient.connect(url, { ticket }).catch((refused) => {
    throw new Error(refused.body.error.code)
  })
  const { reason } = await Promise.race([
    client.closed,
    client.next('relay.session').then(() => ({ reason: undefined })),
    client.next('relay.standby').then(() => ({ reason: undefined })),
  ])
  if (reason) throw new Error(reason)
  return 'open'
}

test('a ticket that was used opens nothing, and the call that it opened goes on', async () => {
  const user = await rig.newUser()
  const { body } = await requestTicket(rig, user)
  const first = await RelayTestClient.connect(body.url, { ticket: body.ticket })
  await first.next('relay.session')
  await expect(opens(body)).rejects.toThrow('ticket_invalid')
  first.send({ type: 'client.call_end' })
  expect(await first.next('relay.ended')).toMatchObject({ reason: 'hangup' })
})

test('nor does one to go on with a call, and nobody notices', async () => {
  const user = await rig.newUser()
  const caller = await Caller.dialAs(rig, { user })
  await caller.say()
  const { body } = await requestTicket(rig, user, { call_id: caller.callId, from_segment: 1 })
  const standby = await RelayTestClient.connect(body.url, { ticket: body.ticket })
  await standby.next('relay.standby')
  await expect(opens(body)).rejects.toThrow('ticket_invalid')
  standby.socket.close()
  await caller.say()
  await caller.hangUp()
  await expectTranscript(rig, caller.callId, caller.script)
  expect(await segmentsOf(rig, caller.callId)).toEqual(['hangup'])
})

test('a ticket from long before is refused: it would take the call back', async () => {
  const user = await rig.newUser()
  const caller = await Caller.dialAs(rig, { user })
  await caller.say()
  const { body: old } = await requestTicket(rig, user, { call_id: caller.callId, from_segment: 1 })
  // Twice: whoever has the segment before may have missed that its hand-off went well.
  for (let moves = 0; moves < 2; moves++) {
    rig.gateway.cut()
    await caller.say()
  }
  await expect(opens(old)).rejects.toThrow('segment_superseded')
  await caller.say()
  await caller.hangUp()
  await expectTranscript(rig, caller.callId, caller.script)
  expect(await segmentsOf(rig, caller.callId)).toEqual(['replaced', 'replaced', 'hangup'])
})
