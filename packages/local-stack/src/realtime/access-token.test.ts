import { afterAll, beforeAll, expect, it } from 'vitest'
import { Inbox } from './testing/inbox.ts'
import type { Change } from './testing/listen-to-changes.ts'
import { startTestRealtime, type TestRealtime, user } from './testing/start-test-realtime.ts'
import { subscribeChannel, systemMessage } from './testing/subscribe-channel.ts'

const schema = `
  create policy "Open to badge holders" on realtime.messages for select to authenticated
    using (auth.jwt() ->> 'badge' = 'yes');
  create table notes (id bigint generated always as identity primary key, owner uuid);
  grant select on notes to authenticated;
  alter table notes enable row level security;
  create policy "Notes are visible to their owner" on notes for select to authenticated
    using (owner = (select auth.uid()));
  alter publication supabase_realtime add table notes;
`

let server: TestRealtime
const [alice, bob] = [user(), user()]

beforeAll(async () => {
  server = await startTestRealtime(schema)
}, 60_000)
afterAll(() => server.stop())

it('ends the channel with its token: a system message, then CLOSED', async () => {
  const channel = (await server.signedIn(await server.token(alice, {}, 2))).channel('brief')
  const said = systemMessage(channel, 'system')
  const statuses = new Inbox<string>()
  channel.subscribe(statuses.push)
  await statuses.first((status) => status === 'CLOSED')
  expect(statuses.all).toEqual(['SUBSCRIBED', 'CLOSED'])
  expect(await said).toMatchObject({ status: 'error', channel: 'brief' })
  expect((await said).message).toMatch(/^Token has expired \d+ seconds ago$/)
})

it('outlives its first token with a second', async () => {
  const client = server.client()
  await client.realtime.setAuth(await server.token(alice, {}, 2))
  const channel = client.channel('renewed', { config: { broadcast: { ack: true } } })
  const statuses: string[] = []
  channel.subscribe((status) => statuses.push(status))
  await expect.poll(() => statuses).toEqual(['SUBSCRIBED'])
  await client.realtime.setAuth(await server.token(alice, {}, 60))
  await new Promise((resolve) => setTimeout(resolve, 2_500))
  expect(await channel.send({ type: 'broadcast', event: 'still here', payload: {} })).toBe('ok')
  expect(statuses).toEqual(['SUBSCRIBED'])
})

it('shows the rows of the new user after a change of token', async () => {
  const client = server.client()
  await client.realtime.setAuth(await server.token(alice))
  const changes = new Inbox<Change>()
  const channel = client.channel('handover')
  channel.on('postgres_changes', { event: '*', schema: 'public', table: 'notes' }, changes.push)
  const subscribed = new Inbox<string>()
  channel.on('system', {}, ({ message }: { message: string }) => subscribed.push(message))
  await subscribeChannel(channel)
  await subscribed.first()
  await client.realtime.setAuth(await server.token(bob))
  await expect.poll(() => subscribed.all).toEqual(['Subscribed to PostgreSQL', 'Subscribed to PostgreSQL'])
  await server.sql`insert into notes (owner) values (${alice}), (${bob})`
  await changes.first()
  expect(changes.all.map((change) => (change.new as { owner: string }).owner)).toEqual([bob])
})

it('closes a private channel whose new token may not read it', async () => {
  const client = server.client()
  await client.realtime.setAuth(await server.token(alice, { badge: 'yes' }))
  const channel = client.channel('club', { config: { private: true } })
  const said = systemMessage(channel, 'system')
  const statuses = new Inbox<string>()
  channel.subscribe(statuses.push)
  await statuses.first((status) => status === 'SUBSCRIBED')
  await client.realtime.setAuth(await server.token(alice, { badge: 'no' }))
  await statuses.first((status) => status === 'CLOSED')
  expect((await said).message).toBe('You do not have permissions to read from this Channel topic: club')
})

it.each([
  ['forged', () => server.forgedToken(alice), 'JwtSignatureError: Failed to validate JWT signature'],
  ['malformed', async () => 'no.jwt.atall', 'MalformedJWT: The token provided is not a valid JWT'],
  ['expired', () => server.token(alice, {}, -10), 'InvalidJWTToken: Token has expired 10 seconds ago'],
])('refuses a join with a %s token', async (_, token, reason) => {
  const channel = (await server.signedIn(await token())).channel('refused')
  await expect(subscribeChannel(channel).then(() => 'joined')).rejects.toThrow(reason)
})
