import type { SupabaseClient } from '@supabase/supabase-js'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Inbox } from './testing/inbox.ts'
import { publishableKey, secretKey, startTestRealtime, type TestRealtime, user } from './testing/start-test-realtime.ts'
import { subscribeChannel } from './testing/subscribe-channel.ts'

const schema = `
  create policy "Members read rooms" on realtime.messages for select to authenticated
    using (realtime.topic() like 'room:' || (select auth.uid()) || '%' and extension = 'broadcast');
  create policy "Members write rooms" on realtime.messages for insert to authenticated
    with check (realtime.topic() like 'room:' || (select auth.uid()) || '%' and realtime.topic() not like '%read-only');
  create policy "Raises" on realtime.messages for select to authenticated
    using (case when realtime.topic() = 'raising' then length(realtime.topic()) / 0 = 1 else false end);
  create table things (id int primary key, name text);
  create function announce() returns trigger language plpgsql security definer set search_path = '' as $$
  begin
    perform realtime.broadcast_changes(
      'room:' || current_setting('test.user'), tg_op, tg_op, tg_table_name, tg_table_schema, new, old);
    return null;
  end $$;
  create trigger announce after insert or update or delete on things for each row execute function announce();
`

let server: TestRealtime
const alice = user()

beforeAll(async () => {
  server = await startTestRealtime(schema)
}, 60_000)
afterAll(() => server.stop())

interface Message {
  event: string
  payload?: unknown
  meta?: unknown
}

async function listen(client: SupabaseClient, name: string, config: object = {}) {
  const inbox = new Inbox<Message>()
  const channel = client.channel(name, { config })
  channel.on('broadcast', { event: '*' }, inbox.push)
  return { inbox, channel: await subscribeChannel(channel) }
}

const aliceClient = async () => server.signedIn(await server.token(alice))
const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
  fetch(`${server.url}/realtime/v1/api/broadcast${path}`, {
    method: 'POST',
    headers: { apikey: publishableKey, 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  })

describe.each([['1.0.0'], ['2.0.0']] as const)('between clients in protocol %s', (vsn) => {
  it('reaches the others of the channel and not the sender', async () => {
    const name = `plain-${vsn}`
    const sender = await listen(server.client({ vsn }), name)
    const receiver = await listen(server.client({ vsn }), name)
    const other = await listen(server.client({ vsn: vsn === '1.0.0' ? '2.0.0' : '1.0.0' }), name)
    await sender.channel.send({ type: 'broadcast', event: 'héllo', payload: { text: '✓' } })
    const expected = { type: 'broadcast', event: 'héllo', payload: { text: '✓' } }
    expect(await receiver.inbox.first()).toEqual(expected)
    expect(await other.inbox.first()).toEqual(expected)
    expect(sender.inbox.all).toEqual([])
  })

  it('reaches the sender with self, and is acknowledged with ack', async () => {
    const { channel, inbox } = await listen(server.client({ vsn }), `self-${vsn}`, {
      broadcast: { self: true, ack: true },
    })
    expect(await channel.send({ type: 'broadcast', event: 'x', payload: { n: 1 } })).toBe('ok')
    expect(await inbox.first()).toMatchObject({ payload: { n: 1 } })
  })
})

it('carries bytes in protocol 2.0.0', async () => {
  const sender = await listen(server.client(), 'bytes')
  const receiver = await listen(server.client(), 'bytes')
  await sender.channel.send({ type: 'broadcast', event: 'audio', payload: new Uint8Array([0, 255, 7]).buffer })
  const { payload } = await receiver.inbox.first()
  expect([...new Uint8Array(payload as ArrayBuffer)]).toEqual([0, 255, 7])
})

it('keeps public and private channels of one name apart', async () => {
  const name = `room:${alice}`
  const open = await listen(server.client(), name)
  const closed = await listen(await aliceClient(), name, { private: true })
  await server.sql`select realtime.send('{"n":1}', 'to-private', ${name}, true)`
  await server.sql`select realtime.send('{"n":2}', 'to-public', ${name}, false)`
  expect((await closed.inbox.first()).event).toBe('to-private')
  expect((await open.inbox.first()).event).toBe('to-public')
  expect([...open.inbox.all, ...closed.inbox.all]).toHaveLength(2)
})

describe('a private channel', () => {
  it.each([['room:of-somebody-else'], ['raising']])(
    'is refused where the policies do not show it: %s',
    async (name) => {
      await expect(listen(await aliceClient(), name, { private: true })).rejects.toThrow(
        `Unauthorized: You do not have permissions to read from this Channel topic: ${name}`,
      )
    },
  )

  it('is refused to a key without a user, and open to the secret key', async () => {
    await expect(listen(server.client(), `room:${alice}`, { private: true })).rejects.toThrow('Unauthorized')
    await listen(server.client({ key: secretKey }), `room:${alice}`, { private: true })
  })

  it('drops what may not be written, without a word', async () => {
    const name = `room:${alice}:read-only`
    const reader = await listen(await aliceClient(), name, { private: true })
    const writer = await listen(await aliceClient(), name, { private: true, broadcast: { ack: true } })
    await writer.channel.send({ type: 'broadcast', event: 'denied', payload: {} }, { timeout: 300 }).then((outcome) => {
      expect(outcome).toBe('timed out')
    })
    await server.sql`select realtime.send('{}', 'marker', ${name})`
    await reader.inbox.first()
    expect(reader.inbox.all.map(({ event }) => event)).toEqual(['marker'])
  })

  it('carries what may be written', async () => {
    const name = `room:${alice}:open`
    const reader = await listen(await aliceClient(), name, { private: true })
    const writer = await listen(await aliceClient(), name, { private: true, broadcast: { ack: true } })
    expect(await writer.channel.send({ type: 'broadcast', event: 'hi', payload: { a: 1 } })).toBe('ok')
    expect(await reader.inbox.first()).toEqual({ type: 'broadcast', event: 'hi', payload: { a: 1 } })
    expect(await server.sql`select * from realtime.messages where event = 'hi'`).toEqual([])
  })
})

describe('from SQL', () => {
  it('comes with an id, after the commit only', async () => {
    const { inbox } = await listen(server.client(), 'sql')
    await server.sql.begin(async (sql) => {
      await sql`select realtime.send('{"n":1}', 'lost', 'sql', false)`
      await sql`rollback and chain`
      await sql`select realtime.send('{"n":2}', 'kept', 'sql', false)`
    })
    const message = await inbox.first()
    const [row] = await server.sql`select id from realtime.messages where topic = 'sql'`
    expect(message).toEqual({ type: 'broadcast', event: 'kept', payload: { n: 2, id: row?.id }, meta: { id: row?.id } })
  })

  it('tells of a row with broadcast_changes', async () => {
    const { inbox } = await listen(await aliceClient(), `room:${alice}`, { private: true })
    await server.sql.begin(async (sql) => {
      await sql`select set_config('test.user', ${alice}, true)`
      await sql`insert into things values (1, 'a')`
      await sql`update things set name = 'b'`
      await sql`delete from things`
    })
    await inbox.first(({ event }) => event === 'DELETE')
    const table = { table: 'things', schema: 'public', id: expect.any(String) }
    expect(inbox.all.map(({ payload }) => payload)).toEqual([
      { ...table, operation: 'INSERT', record: { id: 1, name: 'a' }, old_record: null },
      { ...table, operation: 'UPDATE', record: { id: 1, name: 'b' }, old_record: { id: 1, name: 'a' } },
      { ...table, operation: 'DELETE', record: null, old_record: { id: 1, name: 'b' } },
    ])
  })

  it('sends nothing for a caller without an insert policy, and does not fail', async () => {
    const send = (role: string) =>
      server.sql.begin(async (sql) => {
        await sql`select set_config('role', ${role}, true)`
        await sql`select realtime.send('{}', 'as-caller', 'callers', true)`
      })
    await send('authenticated')
    await send('service_role')
    expect(await server.sql`select event from realtime.messages where topic = 'callers'`).toHaveLength(1)
  })

  it('is heard again by a private channel that asks for a replay', async () => {
    const name = `room:${alice}:history`
    await server.sql`select realtime.send('{"n":1}', 'old', ${name})`
    await server.sql`select realtime.send('{"n":2}', 'older', ${name})`
    const { inbox } = await listen(await aliceClient(), name, {
      private: true,
      broadcast: { replay: { since: Date.now() - 60_000, limit: 10 } },
    })
    await inbox.first(({ event }) => event === 'older')
    expect(inbox.all.map(({ event, meta }) => [event, meta])).toEqual([
      ['old', { replayed: true, id: expect.any(String) }],
      ['older', { replayed: true, id: expect.any(String) }],
    ])
  })
})

describe('over HTTP', () => {
  it('reaches a public channel with 202: from the client, in a batch, as bytes', async () => {
    const { inbox } = await listen(server.client(), 'http')
    const sender = server.client().channel('http')
    expect(await sender.httpSend('json', { n: 1 })).toEqual({ success: true })
    expect(await sender.httpSend('bytes', new Uint8Array([9]).buffer)).toEqual({ success: true })
    const batch = [
      { topic: 'http', event: 'batch', payload: { n: 2 } },
      { topic: 'nobody', event: 'batch', payload: {} },
    ]
    expect((await post('', { messages: batch })).status).toBe(202)
    await inbox.first(({ event }) => event === 'batch')
    expect(inbox.all.map(({ event }) => event)).toEqual(['json', 'bytes', 'batch'])
    expect(inbox.all[0]).toMatchObject({ payload: { n: 1 } })
  })

  it('needs the write policy for a private channel', async () => {
    const name = `room:${alice}`
    const { inbox } = await listen(await aliceClient(), name, { private: true })
    const path = `/${encodeURIComponent(name)}/events/secret?private=true`
    const bearer = { authorization: `Bearer ${await server.token(alice)}` }
    expect((await post(path, { n: 1 })).status).toBe(403)
    const batch = { messages: [{ topic: name, event: 'refused', payload: {}, private: true }] }
    expect((await post('', batch)).status).toBe(202)
    expect((await post(path, { n: 2 }, bearer)).status).toBe(202)
    expect(await inbox.first()).toMatchObject({ event: 'secret', payload: { n: 2 } })
    expect(inbox.all).toHaveLength(1)
  })

  it('refuses bad keys, bodies and types with the reason', async () => {
    const forged = { authorization: `Bearer ${await server.forgedToken(alice)}` }
    expect((await post('', { messages: [] }, forged)).status).toBe(401)
    expect((await post('', { messages: [{ topic: 'x' }] })).status).toBe(422)
    expect((await post('/x/events/y', {}, { 'content-type': 'text/plain' })).status).toBe(415)
    expect((await post('/%ff/events/y', {})).status).toBe(400)
    expect((await post('/x/events/y', 'x'.repeat(3_000_001))).status).toBe(422)
    expect((await fetch(`${server.url}/realtime/v1/api/elsewhere`)).status).toBe(404)
  })
})
