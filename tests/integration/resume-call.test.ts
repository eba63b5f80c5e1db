import { createHash } from 'node:crypto'
import { callSessionResponse } from '@parley/shared/call-session'
import { beforeAll, describe, expect, test } from 'vitest'
import { type TestUser, useStack } from '../stack-fixture.ts'

const stack = useStack()

describe('POST call-session for a call that is there', () => {
  let ada: TestUser
  let callId: string
  beforeAll(async () => {
    ada = await stack.createUser('ada')
    const { ticket, call_id } = callSessionResponse.parse((await post(ada, {})).body)
    await redeem(ticket)
    callId = call_id
  })

  test('says that it is busy while a worker carries it', async () => {
    expect(await post(ada, { call_id: callId })).toMatchObject({ status: 409, body: { error: { code: 'call_busy' } } })
  })

  test('lets its own client go on from its segment, and no other', async () => {
    const { body } = await post(ada, { call_id: callId, from_segment: 1 })
    expect(await redeem(callSessionResponse.parse(body).ticket)).toMatchObject({ standby: true, segment_number: 2 })
    const wrong = await post(ada, { call_id: callId, from_segment: 2 })
    expect(wrong).toMatchObject({ status: 409, body: { error: { code: 'segment_superseded' } } })
  })

  test('lets another client of the user take it, after which the first has lost it', async () => {
    const { body } = await post(ada, { call_id: callId, take_over: true })
    expect(await redeem(callSessionResponse.parse(body).ticket)).toMatchObject({ standby: false, segment_number: 3 })
    const first = await post(ada, { call_id: callId, from_segment: 1 })
    expect(first).toMatchObject({ status: 409, body: { error: { code: 'segment_superseded' } } })
  })

  test('is not there for anybody else', async () => {
    const bob = await stack.createUser('bob')
    for (const way of [{}, { from_segment: 3 }, { take_over: true }])
      expect(await post(bob, { call_id: callId, ...way })).toMatchObject({
        status: 404,
        body: { error: { code: 'call_not_found' } },
      })
  })

  test('refuses a way to go on without a call', async () => {
    expect(await post(ada, { from_segment: 1 })).toMatchObject({
      status: 400,
      body: { error: { code: 'bad_request' } },
    })
    expect(await post(ada, { take_over: true })).toMatchObject({
      status: 400,
      body: { error: { code: 'bad_request' } },
    })
  })

  test('has ended, for good, when nothing was heard of it for 90 seconds', async () => {
    await stack.sql()`update calls set last_seen_at = now() - interval '91 seconds' where id = ${callId}`
    const answer = await post(ada, { call_id: callId, from_segment: 3 })
    expect(answer).toMatchObject({ status: 409, body: { error: { code: 'call_ended' } } })
    const { data } = await ada.client.from('calls').select('end_reason').eq('id', callId).single()
    expect(data).toEqual({ end_reason: 'stale' })
  })
})

async function post(user: TestUser, body: object): Promise<{ status: number; body: unknown }> {
  const response = await fetch(`${stack.apiUrl}/functions/v1/call-session`, {
    method: 'POST',
    headers: { authorization: `Bearer ${user.session.access_token}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  return { status: response.status, body: await response.json() }
}

/** What the relay does first with a ticket. */
async function redeem(ticket: string) {
  const hash = createHash('sha256').update(ticket).digest('hex')
  const { data, error } = await stack
    .admin()
    .rpc('redeem_call_ticket', { p_token_hash: hash, p_worker: 'worker' })
    .single()
  if (error) throw error
  return data
}
