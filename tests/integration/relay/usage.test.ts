import { afterAll, beforeAll, expect, test } from 'vitest'
import { type RelayRig, startRelayRig } from './start-relay-rig.ts'

let rig: RelayRig
beforeAll(async () => {
  rig = await startRelayRig()
})
afterAll(() => rig?.stop())

test('what a call uses is in the ledger: each response and each transcription once, and its price', async () => {
  const turn = (transcript: string) => ({ transcript, afterMs: 200, lengthMs: 400, reply: 'Good day to you.' })
  // The provider says of its first answer twice that it is done.
  const again = { after: 'response.done', times: 1, do: [{ send: (_: unknown, sent: unknown) => sent }] }
  await rig.provider({ turns: [turn('hello'), turn('and again')], rules: [again as never] })
  const user = await rig.caller()
  const { client, callId } = await rig.call(user)
  client.sendAudio(700)
  await client.next('response.done', () => true, 20_000)
  client.sendAudio(700)
  await expect.poll(() => rig.rows(callId), { timeout: 20_000 }).toHaveLength(4)
  client.send({ type: 'client.call_end' })
  await client.closed
  const used = await rig.sql()`
    select user_id, model, audio_input_tokens::int, audio_output_tokens::int, cost_micro_usd::int
    from llm.usage where call_id = ${callId} order by id`
  const responses = used.filter(({ model }) => model === 'gpt-realtime-2.1')
  expect(responses).toHaveLength(2)
  for (const { user_id, audio_output_tokens, cost_micro_usd } of responses) {
    expect(user_id).toBe(user.id)
    expect(audio_output_tokens).toBeGreaterThan(10)
    // 64 dollars a million, and something for what came in.
    expect(cost_micro_usd).toBeGreaterThan(audio_output_tokens * 64)
  }
  const transcriptions = used.filter(({ model }) => model === 'gpt-transcribe')
  expect(transcriptions).toHaveLength(2)
  for (const { audio_input_tokens, cost_micro_usd } of transcriptions) {
    expect(audio_input_tokens).toBeGreaterThan(0)
    expect(cost_micro_usd).toBe(Math.ceil(audio_input_tokens * 7.5))
  }
})
