import { generateKeyPair, SignJWT } from 'jose'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { TestUser } from '../../stack-fixture.ts'
import { type AgentTokenRig, startAgentTokenRig } from './start-agent-token-rig.ts'

/** What an agent can do over HTTP with a token for its person, and what a person can do that it cannot. */
describe.skipIf(process.env.PARLEY_TARGET === 'supabase')('an agent of a person', () => {
  let rig: AgentTokenRig
  let ada: TestUser
  let organizationId: string

  beforeAll(async () => {
    rig = await startAgentTokenRig()
    ada = await rig.createUser('ada')
    const made = await ada.client.rpc('create_organization', { p_name: 'Bakery' })
    organizationId = made.data.id
    const call = await ada.client.from('calls').insert({ organization_id: organizationId, title: 'About bread' })
    expect([made.error, call.error]).toEqual([null, null])
  })

  afterAll(() => rig?.stop())

  const agent = async () => rig.clientOf(await rig.mint(ada.id))

  test('reads what its person reads, and nothing of anybody else', async () => {
    const client = await agent()
    const eve = rig.clientOf(await rig.mint((await rig.createUser('eve')).id))
    const { data } = await client.from('calls').select('title, organizations!inner(name)')
    expect(data).toEqual([{ title: 'About bread', organizations: { name: 'Bakery' } }])
    expect((await client.from('profiles').select('id')).data).toEqual([{ id: ada.id }])
    expect((await eve.from('calls').select()).data).toEqual([])
    expect((await eve.from('organizations').select('name')).data).toHaveLength(1)
  })

  test('has logs only from get_logs, and redacted', async () => {
    const client = await agent()
    expect((await ada.client.from('app_logs').select('event')).data).toEqual([{ event: 'member_added' }])
    expect(await client.from('app_logs').select()).toMatchObject({ data: [], error: null })
    const { data } = await client.rpc('get_logs', { p_organization_id: organizationId })
    expect(data).toMatchObject([{ event: 'member_added', details: { user_id: '[you]', by: '[you]', role: 'owner' } }])
    expect(JSON.stringify(data)).not.toContain(ada.id)
  })

  test('changes nothing that its person may change', async () => {
    const client = await agent()
    for (const [table, change] of Object.entries({
      organizations: { name: 'Mine' },
      profiles: { display_name: 'Mine' },
      agents: { name: 'Mine' },
      calls: { title: 'Mine' },
    })) {
      const all = (by: typeof client) => by.from(table).update(change).not('id', 'is', null).select('id')
      expect(await all(client), table).toMatchObject({ data: [], error: null })
      expect((await ada.client.from(table).select('*')).data?.length, table).toBeGreaterThan(0)
      expect(JSON.stringify((await ada.client.from(table).select('*')).data), table).not.toContain('Mine')
    }
    const call = { organization_id: organizationId, ended_at: new Date().toISOString() }
    const agentRow = { organization_id: organizationId, name: 'Mine', instructions: 'Do.' }
    expect((await client.from('calls').insert(call)).error?.code).toBe('42501')
    expect((await client.from('agents').insert(agentRow)).error?.code).toBe('42501')
    expect((await ada.client.from('calls').insert(call)).error).toBe(null)
    expect((await ada.client.from('agents').insert(agentRow)).error).toBe(null)
  })

  test('does not act through functions of the database', async () => {
    const client = await agent()
    for (const [name, args] of Object.entries({
      create_organization: { p_name: 'Mine' },
      switch_organization: { p_organization_id: organizationId },
      delete_organization: { p_organization_id: organizationId, p_name: 'Bakery' },
      open_call: { p_token_hash: '0'.repeat(64) },
      close_stale_calls: {},
    })) {
      const answer = await client.rpc(name, args)
      expect([answer.status, answer.error?.message], name).toEqual([403, 'agent_not_allowed'])
    }
  })

  test('is no person to Edge Functions', async () => {
    const token = await rig.mint(ada.id)
    const post = async (name: string, bearer: string) => {
      const headers = { authorization: `Bearer ${bearer}`, 'content-type': 'application/json' }
      const answer = await fetch(`${rig.apiUrl}/functions/v1/${name}`, { method: 'POST', headers, body: '{}' })
      return [answer.status, (await answer.json()).error?.code]
    }
    for (const name of ['call-session', 'mint-key']) {
      expect(await post(name, token), name).toEqual([403, 'agent_not_allowed'])
      expect(await post(name, ada.session.access_token), name).toEqual([200, undefined])
    }
  })

  test('is no person to Auth: it changes neither password nor address, and ends no session', async () => {
    const token = await rig.mint(ada.id)
    const ask = async (method: string, path: string, bearer: string, body?: object) => {
      const headers = {
        apikey: rig.publishableKey,
        authorization: `Bearer ${bearer}`,
        'content-type': 'application/json',
      }
      const answer = await fetch(`${rig.apiUrl}/auth/v1${path}`, {
        method,
        headers,
        ...(body ? { body: JSON.stringify(body) } : {}),
      })
      return [answer.status, (await answer.json().catch(() => ({}))).error_code]
    }
    const refused = [403, 'session_not_found']
    expect(await ask('PUT', '/user', token, { password: 'a new password' })).toEqual(refused)
    expect(await ask('PUT', '/user', token, { email: 'agent@example.com' })).toEqual(refused)
    expect(await ask('GET', '/user', token)).toEqual(refused)
    expect(await ask('POST', '/logout?scope=global', token)).toEqual(refused)
    expect((await ask('GET', '/user', ada.session.access_token))[0]).toBe(200)
  })

  test('hears what its person hears, but for what it may not read', async () => {
    await rig.sql()`alter publication supabase_realtime add table public.app_logs`
    const heard: Record<'person' | 'agent', string[]> = { person: [], agent: [] }
    for (const [who, client] of [
      ['person', ada.client],
      ['agent', await agent()],
    ] as const) {
      await new Promise<void>((resolve, reject) => {
        const channel = client.channel(`all-${who}`)
        channel.on('postgres_changes', { event: '*', schema: 'public' }, ({ table }) => heard[who].push(table))
        channel.on('system', {}, ({ status, message }) => (status === 'ok' ? resolve() : reject(new Error(message))))
        channel.subscribe((_, error) => error && reject(error))
      })
    }
    const { error } = await ada.client.from('organizations').update({ name: 'Our Bakery' }).eq('id', organizationId)
    expect(error).toBe(null)
    await rig.admin().from('calls').update({ title: 'The last to be heard' }).eq('user_id', ada.id)
    for (const who of ['person', 'agent'] as const) await expect.poll(() => heard[who]).toContain('calls')
    expect(new Set(heard.person)).toEqual(new Set(['organizations', 'app_logs', 'calls']))
    expect(new Set(heard.agent)).toEqual(new Set(['organizations', 'calls']))
  })

  test('has no other way to be somebody: forged, expired and tampered tokens open nothing', async () => {
    const token = await rig.mint(ada.id)
    const [header = '', payload = '', signature = ''] = token.split('.')
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString())
    const kid = JSON.parse(Buffer.from(header, 'base64url').toString()).kid
    const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
    const { act: _act, ...personal } = claims
    const { privateKey } = await generateKeyPair('ES256')
    const sign = (head: { kid?: string }) =>
      new SignJWT(claims).setProtectedHeader({ alg: 'ES256', ...head }).sign(privateKey)
    const forged = {
      'act taken out': `${header}.${encode(personal)}.${signature}`,
      'another person': `${header}.${encode({ ...claims, sub: crypto.randomUUID() })}.${signature}`,
      'a longer life': `${header}.${encode({ ...claims, exp: claims.exp + 3600 })}.${signature}`,
      'no signature': `${encode({ alg: 'none', kid })}.${payload}.`,
      'another key, our kid': await sign({ kid }),
      'another key, its kid': await sign({ kid: crypto.randomUUID() }),
    }
    for (const [fault, bearer] of Object.entries(forged)) {
      expect((await rig.clientOf(bearer).from('calls').select()).status, fault).toBe(401)
    }
    const brief = rig.clientOf(await rig.mint(ada.id, undefined, 1))
    await expect.poll(async () => (await brief.from('calls').select()).status, { timeout: 5000 }).toBe(401)
    expect((await rig.clientOf(token).from('calls').select()).status).toBe(200)
  })
})
