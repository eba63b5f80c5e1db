import { expect, test } from 'vitest'
import { expectTranscript } from './harness/expect-transcript.ts'
import { killWorkers } from './harness/kill-workers.ts'
import { talkAndSleep } from './harness/talk-and-sleep.ts'
import { useFaultRig } from './harness/use-fault-rig.ts'

const rig = useFaultRig({ agentSpeedup: 1.5 })

test.each(['speaking', 'hearing'] as const)('a tab is suspended for six seconds while %s', async (when) => {
  const call = await talkAndSleep(rig, { when, sleepMs: 6_000 })
  await expectTranscript(rig, call.callId, call.script)
  expect(call.errors).toEqual([])
})

test('its worker dies in its sleep: it wakes up to another one', async () => {
  const call = await talkAndSleep(rig, { when: 'hearing', sleepMs: 6_000 }, () => killWorkers(rig))
  await expectTranscript(rig, call.callId, call.script)
  expect(call.handOvers).toBe(1)
})

test('its network goes deaf in its sleep, as when a lid is closed', async () => {
  const call = await talkAndSleep(rig, { when: 'speaking', sleepMs: 12_000 }, () => {
    for (const socket of rig.gateway.sockets) socket.set('swallow')
  })
  await expectTranscript(rig, call.callId, call.script)
  expect(call.handOvers).toBeGreaterThanOrEqual(1)
})
