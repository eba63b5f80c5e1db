import type { SupabaseClient } from '@supabase/supabase-js'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { mailLinkFor } from '../mail-link.ts'
import { type StackFixture, startStackFixture, type TestUser } from '../stack-fixture.ts'

const embedded = process.env.PARLEY_TARGET !== 'supabase'
/** An origin that functions answer and Auth leads back to. */
const APP = 'http://127.0.0.1:5173'
/** Auth sends one mail a second to an address, and signing people in was one; changes are heard a moment later. */
const patience = { timeout: 10_000, interval: 200 }
const logged: string[] = []
const tokens: string[] = []
let stack: StackFixture

beforeAll(async () => {
  const functionLog = (line: unknown) => void logged.push(JSON.stringify(line))
  stack = await startStackFixture({ functionLog, log: (line) => void logged.push(line), allowedOrigins: [APP] })
})
afterAll(() => stack?.stop())

const address = (name: string) => `${name}-${crypto.randomUUID().slice(0, 8)}@example.com`

/** Ada, and an organisation of hers. */
async function newShop(name = 'Corner Bakery'): Promise<{ ada: TestUser; shop: string }> {
  const ada = await stack.createUser('ada')
  const { data } = await ada.client.rpc('create_organization', { p_name: name }).throwOnError()
  return { ada, shop: data.id }
}

/** Asks as a page of the app does. */
async function invite(as: TestUser, organizationId: string, email: string, extra: Record<string, unknown> = {}) {
  const headers: Record<string, string> = {
    apikey: stack.publishableKey,
    authorization: `Bearer ${as.session.access_token}`,
    'content-type': 'application/json',
    origin: APP,
    ...(extra.headers as object),
  }
  const body = JSON.stringify({ organization_id: organizationId, email, role: 'member', ...(extra.body as object) })
  const response = await fetch(`${stack.apiUrl}/functions/v1/invite-member`, { method: 'POST', headers, body })
  return { status: response.status, body: await response.json() }
}

/** Follows the newest mail's link as a browser does: who is signed in then, and with which invitation in the address. */
async function followLink(email: string): Promise<{ client: SupabaseClient; token: string; landed: URL }> {
  const answer = await fetch(await mailLinkFor(stack, email), { redirect: 'manual' })
  const landed = new URL(answer.headers.get('location') ?? '')
  const fragment = new URLSearchParams(landed.hash.slice(1))
  const client = stack.anonymous()
  const session = {
    access_token: fragment.get('access_token') ?? '',
    refresh_token: fragment.get('refresh_token') ?? '',
  }
  expect((await client.auth.setSession(session)).error).toBeNull()
  const token = landed.searchParams.get('token') ?? ''
  tokens.push(token)
  return { client, token, landed }
}

const accept = (client: SupabaseClient, token: string) => client.rpc('accept_invitation', { p_token: token })

/** As if a minute had gone by since the last mail. */
const waitAMinute = () => stack.sql()`update private.invitation_mails set asked_at = asked_at - interval '1 minute'`

test('somebody new is invited, follows the link and accepts', async () => {
  const { ada, shop } = await newShop()
  const email = address('Bob')
  const invited = await invite(ada, shop, email, { body: { role: 'admin' } })
  expect(invited.status).toBe(200)
  expect(invited.body).toEqual({
    invitation_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
    email: email.toLowerCase(),
    expires_at: expect.any(String),
  })
  expect(Date.parse(invited.body.expires_at) - Date.now()).toBeGreaterThan(6 * 86_400_000)

  const { client, token, landed } = await followLink(email.toLowerCase())
  expect(`${landed.origin}${landed.pathname}`).toBe(`${APP}/invitation`)
  expect(token).toMatch(/^[\w-]{43}$/)
  const { data } = await client.rpc('get_invitation', { p_token: token }).throwOnError()
  expect(data).toMatchObject([{ organization_name: 'Corner Bakery', role: 'admin', admins_see_calls: true }])
  expect((await accept(client, token)).data).toBe(shop)
  const members = await client.rpc('list_members', { p_organization_id: shop }).throwOnError()
  expect(members.data.map((member: { role: string; email: string }) => [member.role, member.email])).toEqual([
    ['owner', ada.email],
    ['admin', email.toLowerCase()],
  ])
})

test('somebody with an account gets a mail that signs in to it; a stranger with the link gets nothing', async () => {
  const { ada, shop } = await newShop()
  const carol = await stack.createUser('carol')
  const eve = await stack.createUser('eve')
  await expect.poll(async () => (await invite(ada, shop, carol.email)).status, patience).toBe(200)
  const { client, token } = await followLink(carol.email)
  expect((await client.auth.getUser()).data.user?.id).toBe(carol.id)

  expect((await eve.client.rpc('get_invitation', { p_token: token })).error?.message).toBe('invitation_for_another')
  expect(await accept(eve.client, token)).toMatchObject({ status: 403, error: { message: 'invitation_for_another' } })
  expect((await accept(stack.anonymous(), token)).data).toBeNull()
  expect((await eve.client.from('organizations').select('id').eq('id', shop)).data).toEqual([])
  expect((await eve.client.from('invitations').select('id')).data).toEqual([])

  expect((await accept(client, token)).error).toBeNull()
  expect((await client.from('organizations').select('name').eq('id', shop)).data).toEqual([{ name: 'Corner Bakery' }])
  expect((await invite(ada, shop, carol.email)).body.error.code).toBe('already_member')
})

test('a mail that was sent again makes the one before worthless', async () => {
  const { ada, shop } = await newShop('Second')
  const email = address('dan')
  expect((await invite(ada, shop, email)).status).toBe(200)
  const first = await followLink(email)
  expect(await invite(ada, shop, email)).toMatchObject({ status: 429, body: { error: { code: 'invitations_limit' } } })
  await waitAMinute()
  await expect.poll(async () => (await invite(ada, shop, email)).status, patience).toBe(200)
  const second = await followLink(email)
  expect(await accept(second.client, first.token)).toMatchObject({
    status: 404,
    error: { message: 'invitation_not_found' },
  })
  expect((await accept(second.client, second.token)).data).toBe(shop)
})

test.runIf(embedded)('a mail that cannot be sent leaves nothing, and inviting again works at once', async () => {
  const { ada, shop } = await newShop('Third')
  const finn = await stack.createUser('finn')
  // Auth sends one mail a second to an address: as far as it knows, it sent one just now, and for a while to come.
  await stack.sql()`update auth.users set recovery_sent_at = now() + interval '1 minute' where id = ${finn.id}`
  for (const _ of [1, 2]) {
    const refused = await invite(ada, shop, finn.email)
    expect(refused).toMatchObject({ status: 502, body: { error: { code: 'invitation_not_sent' } } })
    expect(refused.body.error.details).toBeUndefined()
  }
  expect((await ada.client.from('invitations').select('id').eq('organization_id', shop)).data).toEqual([])
  await stack.sql()`update auth.users set recovery_sent_at = now() - interval '1 minute' where id = ${finn.id}`
  expect((await invite(ada, shop, finn.email)).status).toBe(200)
})

test('a password that somebody else has set for an address opens no account of an invited person', async () => {
  const { ada, shop } = await newShop()
  const credentials = { email: address('ivy'), password: 'known to mallory' }
  const mallory = stack.anonymous().auth
  expect(await mallory.signUp(credentials)).toMatchObject({ error: null, data: { session: null } })
  expect((await invite(ada, shop, credentials.email)).status).toBe(200)
  const { client, token } = await followLink(credentials.email)
  expect((await accept(client, token)).data).toBe(shop)
  expect((await mallory.signInWithPassword(credentials)).error?.code).toBe('invalid_credentials')
})

test('only owners and admins invite, from pages that may, with a body that fits', async () => {
  const { ada, shop } = await newShop()
  const mia = await stack.createUser('mia')
  const eve = await stack.createUser('eve')
  const join = { organization_id: shop, user_id: mia.id, role: 'member' }
  await stack.admin().from('memberships').insert(join).throwOnError()
  const refusal = async (
    as: TestUser,
    extra?: Record<string, unknown>,
    organizationId = shop,
    email = address('new'),
  ) => {
    const { status, body } = await invite(as, organizationId, email, extra)
    return [status, body.error?.code]
  }
  expect(await refusal(mia)).toEqual([403, 'role_too_low'])
  expect(await refusal(eve)).toEqual([404, 'organization_not_found'])
  expect(await refusal(ada, {}, crypto.randomUUID())).toEqual([404, 'organization_not_found'])
  const { data: home } = await ada.client.from('organizations').select('id').eq('personal_of', ada.id).single()
  expect(await refusal(ada, {}, home?.id)).toEqual([409, 'organization_personal'])
  expect(await refusal(ada, { body: { role: 'owner' } })).toEqual([400, 'bad_request'])
  expect(await refusal(ada, { body: { redirect_to: 'https://evil.example' } })).toEqual([400, 'bad_request'])
  expect(await refusal(ada, {}, shop, 'no address')).toEqual([400, 'bad_request'])
  expect(await refusal(ada, { headers: { origin: 'https://evil.example' } })).toEqual([403, 'origin_not_allowed'])
  expect(await refusal(ada, { headers: { authorization: '' } })).toEqual([401, 'not_authenticated'])
  expect(await refusal(ada, { headers: { authorization: '', apikey: stack.secretKey } })).toEqual([
    401,
    'not_authenticated',
  ])
  const left = await stack.admin().from('invitations').select('id').ilike('email', 'new-%').throwOnError()
  expect(left.data).toEqual([])
})

test('who may hear of a membership hears it at once; a stranger hears nothing', async () => {
  const { ada, shop } = await newShop()
  const gus = await stack.createUser('gus')
  const eve = await stack.createUser('eve')
  await expect.poll(async () => (await invite(ada, shop, gus.email)).status, patience).toBe(200)
  const { client, token } = await followLink(gus.email)
  const [heardByAda, heardByGus, heardByEve] = await Promise.all([
    listen(ada.client),
    listen(client),
    listen(eve.client),
  ])
  await accept(client, token).throwOnError()

  const own = { table: 'profiles', id: gus.id, memberships_version: 3 }
  await expect.poll(() => heardByGus, patience).toContainEqual(expect.objectContaining(own))
  await expect
    .poll(() => heardByAda, patience)
    .toContainEqual(expect.objectContaining({ table: 'organizations', id: shop }))
  expect(heardByAda).not.toContainEqual(expect.objectContaining({ id: gus.id }))

  // Removed while the channel is open: the person hears that, and nothing of the organisation from then on.
  await ada.client.rpc('remove_member', { p_organization_id: shop, p_user_id: gus.id }).throwOnError()
  await expect
    .poll(() => heardByGus, patience)
    .toContainEqual(expect.objectContaining({ ...own, memberships_version: 4 }))
  const until = heardByGus.length
  await ada.client.from('organizations').update({ admins_see_calls: false }).eq('id', shop).throwOnError()
  await expect
    .poll(() => heardByAda, patience)
    .toContainEqual(expect.objectContaining({ id: shop, admins_see_calls: false }))
  // What comes for themselves comes after anything that would have come before it.
  for (const [person, heard] of [[gus, heardByGus] as const, [eve, heardByEve] as const]) {
    await person.client.from('profiles').update({ display_name: 'Still here' }).eq('id', person.id).throwOnError()
    await expect.poll(() => heard, patience).toContainEqual(expect.objectContaining({ display_name: 'Still here' }))
  }
  expect(heardByGus.slice(until)).toEqual([expect.objectContaining({ id: gus.id })])
  expect(heardByEve).toEqual([expect.objectContaining({ id: eve.id })])
})

test.runIf(embedded)('mails carry nothing that the inviter may choose', async () => {
  const { ada, shop } = await newShop('Buy at spam.example')
  await ada.client.from('profiles').update({ display_name: 'https://spam.example' }).eq('id', ada.id).throwOnError()
  const email = address('hal')
  expect((await invite(ada, shop, email)).status).toBe(200)
  await mailLinkFor(stack, email)
  const found = await (await fetch(`${stack.mailboxUrl}/api/v1/search?query=to:${email}`)).json()
  const mail = await (await fetch(`${stack.mailboxUrl}/api/v1/message/${found.messages[0].ID}`)).json()
  expect(mail.Subject).toBe('You have been invited to an organisation on Parley')
  expect(mail.HTML).toContain(email)
  expect(JSON.stringify(mail)).not.toContain('spam.example')
})

// The last one: what everything above has left.
test.runIf(embedded)('the token stands in no log and in no row', async () => {
  expect(tokens.length).toBeGreaterThan(3)
  expect(logged.join('\n')).toContain('member_invited')
  expect(logged.join('\n')).toContain('invitation_not_sent')
  const rows = await stack.sql()`
    select to_jsonb(i)::text as text from invitations i union all select to_jsonb(m)::text from private.invitation_mails m`
  const everything = `${logged.join('\n')}${JSON.stringify(rows)}`
  for (const token of tokens) expect(everything).not.toContain(token)
})

/** What this person's client hears of profiles and organisations, with no filter, from now on. */
async function listen(client: SupabaseClient): Promise<Record<string, unknown>[]> {
  const heard: Record<string, unknown>[] = []
  const channel = client.channel(crypto.randomUUID())
  for (const table of ['profiles', 'organizations'])
    channel.on('postgres_changes', { event: '*', schema: 'public', table }, (change) =>
      heard.push({ table, ...(change.new as object) }),
    )
  const captured = new Promise((resolve) =>
    channel.on('system', {}, (message) => message.extension === 'postgres_changes' && resolve(message)),
  )
  channel.subscribe()
  await captured
  return heard
}
