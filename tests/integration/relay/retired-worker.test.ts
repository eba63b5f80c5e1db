import { afterAll, beforeAll, expect, test } from 'vitest'
import { type RelayRig, startRelayRig } from './start-relay-rig.ts'

const WALL_CLOCK_MS = 6000
let rig: RelayRig
beforeAll(async () => {
  rig = await startRelayRig({ functionLimits: { 'voice-relay': { wallClockMs: WALL_CLOCK_MS } } })
})
afterAll(() => rig?.stop())

test('a worker at the end of its wall clock stores what was said and ends the call before it goes', async () => {
  const reply = Array.from({ length: 100 }, (_, n) => `word${n}`).join(' ')
  await rig.provider({ turns: [{ transcript: 'go on and on', lengthMs: 300, reply }] })
  const { client, callId } = await rig.call(await rig.caller())
  client.sendAudio(500)
  expect(await client.next('relay.ended', undefined, 2 * WALL_CLOCK_MS)).toMatchObject({ reason: 'disconnected' })
  expect(await rig.endReason(callId)).toBe('disconnected')
  const [question, answer] = await rig.rows(callId)
  expect(question).toMatchObject({ text: 'go on and on', status: 'completed' })
  expect(answer).toMatchObject({ status: 'interrupted', text: expect.stringMatching(/^word0 word1 word2 /) })
  expect(answer?.heard_ms).toBeGreaterThan(WALL_CLOCK_MS / 3)
})
