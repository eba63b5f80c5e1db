import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { Caller } from './harness/caller.ts'
import { expectTranscript } from './harness/expect-transcript.ts'
import { useFaultRig } from './harness/use-fault-rig.ts'

const rig = useFaultRig()

test('the database is away for ten seconds: rows are late, the caller is told, and none is lost', async () => {
  const caller = await Caller.dial(rig)
  await caller.say()
  const up = rig.dataApi.down()
  const back = sleep(10_000).then(up)
  for (let turn = 0; turn < 4; turn++) await caller.say()
  await back
  await caller.say()
  await caller.hangUp()
  await expectTranscript(rig, caller.callId, caller.script)
  expect(new Set(caller.errors.map(({ code }) => code))).toEqual(new Set(['transcript_delayed']))
})

test('it is away beyond the end of the call: the caller is offered what could not be stored', async () => {
  const user = await rig.newUser()
  const caller = await Caller.dialAs(rig, { user, timing: { hangUpMs: 15_000 } })
  await caller.say()
  const stored = caller.script
  await expect.poll(() => caller.call.turns.every(({ persisted }) => persisted)).toBe(true)
  const up = rig.dataApi.down()
  await caller.say()
  await caller.call.end()
  up()
  expect(caller.unstored).toMatchObject([{ text: 'utterance 1' }, { role: 'assistant' }])
  await expectTranscript(rig, caller.callId, stored)
  // Nobody could write that it is over: the user's next call closes it, once it has been silent for long enough.
  await rig.sql()`update public.calls set last_seen_at = now() - interval '2 minutes' where id = ${caller.callId}`
  const next = await Caller.dialAs(rig, { user })
  await next.hangUp()
  const [call] = await rig.sql()`select end_reason from public.calls where id = ${caller.callId}`
  expect(call?.end_reason).toBe('stale')
})
