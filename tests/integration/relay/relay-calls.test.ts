import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type RelayRig, startRelayRig } from './start-relay-rig.ts'

let rig: RelayRig
beforeAll(async () => {
  rig = await startRelayRig()
})
afterAll(() => rig?.stop())

describe('a call', () => {
  it('stores a spoken turn of both sides in conversation order', async () => {
    await rig.provider({ turns: [{ transcript: 'what is parley', lengthMs: 500, reply: 'A voice platform.' }] })
    const user = await rig.signUp()
    const { client, callId } = await rig.call(user)
    client.sendAudio(700)
    await client.next('response.done')
    await expect.poll(() => client.persisted.length).toBe(2)
    client.send({ type: 'client.call_end' })
    expect(await client.next('relay.ended')).toMatchObject({ call_id: callId, reason: 'hangup' })
    expect(await client.closed).toMatchObject({ code: 1000 })
    const rows = await rig.messages(callId)
    expect(rows).toMatchObject([
      { role: 'user', text: 'what is parley', source: 'voice', status: 'completed', position: 1024 },
      { role: 'assistant', text: expect.stringMatching(/^A voice/), source: 'voice', position: 2048 },
    ])
    expect(rows[1]?.previous_item_id).toBe(rows[0]?.item_id)
    expect(await rig.ended(callId)).toBe('hangup')
  })
})
