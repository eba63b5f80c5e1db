import { setTimeout as sleep } from 'node:timers/promises'
import { type Change, listenToChanges } from '@parley/local-stack/realtime/testing/listen-to-changes'
import type { SupabaseClient } from '@supabase/supabase-js'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { TestUser } from '../stack-fixture.ts'
import { type AgentTokenRig, startAgentTokenRig } from './agent-tokens/start-agent-token-rig.ts'

/** Roles change while sessions are open: tokens are old, requests and live channels are not. */
let stack: AgentTokenRig
let olga: TestUser
let adam: TestUser
let mia: TestUser
let organizationId: string
let callId: string

const say = (text: string) =>
  stack.sql()`insert into messages (call_id, role, text) values (${callId}, 'user', ${text})`

/** What of the call somebody sees when they ask now. */
async function seenBy(client: SupabaseClient) {
  const calls = await client.from('calls').select('id').eq('id', callId)
  const messages = await client.from('messages').select('text').eq('call_id', callId).order('id')
  return { calls: calls.data?.length, messages: messages.data?.map(({ text }) => text) }
}

/** Somebody's live channel on messages, beside that of the caller, who hears all. */
async function listen(client: SupabaseClient) {
  const [heard, control] = await Promise.all([
    listenToChanges(client, { table: 'messages' }),
    listenToChanges(mia.client, { table: 'messages' }),
  ])
  const textOf = (change: Change) => (change.new as { text?: string }).text
  return {
    heard: (text: string) => heard.first((change) => textOf(change) === text),
    /** All that they heard up to `last`, which the caller did hear: changes are told in the order of commits. */
    async allUntil(last: string) {
      await control.first((change) => textOf(change) === last)
      await say('end')
      await control.first((change) => textOf(change) === 'end')
      await sleep(500)
      return heard.all.map(textOf).filter((text) => text !== 'end')
    },
  }
}

const setRole = async (user: TestUser, role: string) => {
  const { error } = await olga.client.rpc('set_member_role', {
    p_organization_id: organizationId,
    p_user_id: user.id,
    p_role: role,
  })
  expect(error).toBeNull()
}

/** The role in the token that the client holds, as it was when it was signed. */
const tokenOf = async (user: TestUser) => (await user.client.auth.getSession()).data.session?.access_token

describe.skipIf(process.env.PARLEY_TARGET === 'supabase')('a role changes while sessions are open', () => {
  beforeAll(async () => {
    stack = await startAgentTokenRig()
  })
  afterAll(() => stack?.stop())

  beforeEach(async () => {
    ;[olga, adam, mia] = await Promise.all([
      stack.createUser('olga'),
      stack.createUser('adam'),
      stack.createUser('mia'),
    ])
    const made = await olga.client.rpc('create_organization', { p_name: 'North' })
    organizationId = made.data.id
    await stack.sql()`insert into memberships ${stack.sql()([
      { organization_id: organizationId, user_id: adam.id, role: 'admin' },
      { organization_id: organizationId, user_id: mia.id, role: 'member' },
    ])}`
    const call = await mia.client.from('calls').insert({ organization_id: organizationId }).select('id').single()
    callId = call.data?.id
  })

  test('an admin who becomes a member sees and hears no more, with the token that they had', async () => {
    const live = await listen(adam.client)
    const token = await tokenOf(adam)
    await say('before')
    await live.heard('before')
    expect(await seenBy(adam.client)).toEqual({ calls: 1, messages: ['before'] })
    await setRole(adam, 'member')
    await say('after')
    expect(await seenBy(adam.client)).toEqual({ calls: 0, messages: [] })
    expect(await live.allUntil('after')).toEqual(['before'])
    expect((await adam.client.from('organizations').select('id').eq('id', organizationId)).data).toHaveLength(1)
    expect(await tokenOf(adam)).toBe(token)
  })

  test('who is removed sees and hears nothing of the organisation, with the token that they had', async () => {
    const live = await listen(adam.client)
    const token = await tokenOf(adam)
    await say('before')
    await live.heard('before')
    await olga.client.rpc('remove_member', { p_organization_id: organizationId, p_user_id: adam.id })
    await say('after')
    expect(await seenBy(adam.client)).toEqual({ calls: 0, messages: [] })
    expect(await live.allUntil('after')).toEqual(['before'])
    for (const table of ['organizations', 'memberships', 'agents', 'agent_versions', 'invitations']) {
      const column = table === 'organizations' ? 'id' : 'organization_id'
      expect((await adam.client.from(table).select(column).eq(column, organizationId)).data, table).toEqual([])
    }
    expect((await adam.client.rpc('list_members', { p_organization_id: organizationId })).error?.message).toBe(
      'organization_not_found',
    )
    expect(await tokenOf(adam)).toBe(token)
  })

  test('a member who becomes an admin sees what was said before, and hears what is said from now on', async () => {
    await setRole(adam, 'member')
    const live = await listen(adam.client)
    const token = await tokenOf(adam)
    await say('before')
    expect(await seenBy(adam.client)).toEqual({ calls: 0, messages: [] })
    // Told before the role changes, so that it is not heard late.
    expect(await live.allUntil('before')).toEqual([])
    await setRole(adam, 'admin')
    await say('after')
    expect(await seenBy(adam.client)).toEqual({ calls: 1, messages: ['before', 'end', 'after'] })
    expect(await live.allUntil('after')).toEqual(['after'])
    expect(await tokenOf(adam)).toBe(token)
  })

  test('a caller who is removed keeps the call that they made, and cannot go on with it', async () => {
    const live = await listen(mia.client)
    await olga.client.rpc('remove_member', { p_organization_id: organizationId, p_user_id: mia.id })
    await say('after')
    expect(await seenBy(mia.client)).toEqual({ calls: 1, messages: ['after'] })
    expect(await live.allUntil('after')).toEqual(['after'])
    const resumed = await mia.client.rpc('open_call', {
      p_token_hash: 'a'.repeat(64),
      p_call_id: callId,
      p_take_over: true,
    })
    expect(resumed.error?.message).toBe('call_not_found')
  })

  test('an agent loses with its person, in the middle of its token', async () => {
    const agent = stack.clientOf(await stack.mint(adam.id))
    await agent.realtime.setAuth()
    const live = await listen(agent)
    await say('before')
    await live.heard('before')
    expect(await seenBy(agent)).toEqual({ calls: 1, messages: ['before'] })
    await setRole(adam, 'member')
    await say('after')
    expect(await seenBy(agent)).toEqual({ calls: 0, messages: [] })
    expect(await live.allUntil('after')).toEqual(['before'])
  })
})
