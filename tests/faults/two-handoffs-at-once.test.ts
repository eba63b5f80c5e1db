import { expect, test } from 'vitest'
import { RelayTestClient } from '../integration/relay/relay-test-client.ts'
import { Caller } from './harness/caller.ts'
import { expectTranscript } from './harness/expect-transcript.ts'
import { replaceWorker } from './harness/replace-worker.ts'
import { requestTicket } from './harness/request-ticket.ts'
import { useFaultRig } from './harness/use-fault-rig.ts'

const rig = useFaultRig({ agentSpeedup: 1.5 })

test('two workers stand by for the same call and both take it: one has it', async () => {
  const user = await rig.newUser()
  const { body: opened } = await requestTicket(rig, user)
  const first = await RelayTestClient.connect(opened.url, { ticket: opened.ticket })
  await first.next('relay.session')
  const tickets = await Promise.all(
    [1, 2].map(() => requestTicket(rig, user, { call_id: opened.call_id, from_segment: 1 })),
  )
  const nexts = await Promise.all(tickets.map(({ body }) => RelayTestClient.connect(body.url, { ticket: body.ticket })))
  for (const next of nexts) next.send({ type: 'client.take_over', heard: [] })
  const outcomes = await Promise.all(
    nexts.map((next) =>
      Promise.race([next.next('relay.session').then(() => 'has it'), next.closed.then(({ reason }) => reason)]),
    ),
  )
  expect(outcomes.filter((outcome) => outcome === 'has it')).toHaveLength(1)
  const live = await rig.sql()`select number from public.call_segments
    where call_id = ${opened.call_id} and taken_at is not null and ended_at is null`
  expect(live).toHaveLength(1)
  await first.closed
  nexts[outcomes.indexOf('has it')]?.send({ type: 'client.call_end' })
  await Promise.all(nexts.map((next) => next.closed))
})

test('a worker wants to be left, and its provider goes at the same time', async () => {
  const caller = await Caller.dial(rig)
  await caller.say()
  await caller.begin()
  await caller.hear(2)
  replaceWorker(rig)
  rig.provider.cut()
  await caller.hear()
  await caller.say()
  await caller.hangUp()
  await expectTranscript(rig, caller.callId, caller.script)
})

test('the worker that a call moves to wants to be left before it has it', async () => {
  const caller = await Caller.dial(rig)
  await caller.say()
  await caller.begin()
  await caller.hear(1)
  for (let replaced = 0; replaced < 3; replaced++) replaceWorker(rig)
  await caller.hear()
  await caller.say()
  await caller.hangUp()
  await expectTranscript(rig, caller.callId, caller.script)
})
