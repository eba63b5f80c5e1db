import { connect } from 'node:net'
import postgresJs, { type Options, type Sql } from 'postgres'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { type Postgres, startPostgres } from './start-postgres.ts'
import {
  bind,
  execute,
  firstColumn,
  flush,
  parse,
  query,
  RawWireClient,
  sync,
  types,
} from './testing/raw-wire-client.ts'
import { frame } from './wire-frames.ts'

let postgres: Postgres
const open: Sql[] = []

/** Sends a query now, to be awaited later. If the test fails before that, its rejection is not one that nobody expects. */
function underWay<Rows extends readonly unknown[]>(query: Promise<Rows>): Promise<Rows> {
  query.catch(() => {})
  return query
}

function client(options: Options<Record<string, never>> = {}): Sql {
  const sql = postgresJs(postgres.url, { max: 1, onnotice: () => {}, ...options })
  open.push(sql)
  return sql
}

beforeAll(async () => {
  postgres = await startPostgres({ dataDir: 'memory', port: 0, idleInTransactionMs: 1500 })
  const sql = client()
  await sql`create role app login noinherit`
  await sql`create table entries (id int primary key, owner text)`
  await sql`grant all on entries to app`
}, 60_000)

afterEach(async () => {
  await Promise.all(open.splice(0).map((sql) => sql.end({ timeout: 1 })))
})

afterAll(async () => await postgres?.stop())

describe('transactions', () => {
  it('keeps an uncommitted row from every other client', async () => {
    const [writer, reader] = [client(), client()]
    let seen: Promise<readonly unknown[]> | undefined
    await writer.begin(async (transaction) => {
      await transaction`insert into entries values (1, 'uncommitted')`
      seen = underWay(reader`select id from entries where id = 1`)
      await new Promise((resolve) => setTimeout(resolve, 50))
      await transaction`delete from entries where id = 1`
    })
    expect(await seen).toHaveLength(0)
  })

  it('rolls back and disconnects a client that idles in a transaction', async () => {
    const idler = await RawWireClient.connect(postgres.url)
    await idler.ready()
    idler.send(query(`begin; insert into entries values (2, 'idler')`))
    await idler.ready()
    const waiting = underWay(client()`select id from entries where id = 2`)
    const last = await idler.until(() => false)
    expect(last.at(-1)?.body.toString()).toContain('C25P03')
    expect(await waiting).toHaveLength(0)
  })

  it('rolls back when the client disconnects, and drops what a waiting client has queued when it leaves', async () => {
    const [leaver, waiter] = [await RawWireClient.connect(postgres.url), await RawWireClient.connect(postgres.url)]
    await Promise.all([leaver.ready(), waiter.ready()])
    leaver.send(query(`begin; insert into entries values (3, 'leaver')`))
    await leaver.ready()
    waiter.send(query(`insert into entries values (4, 'waiter')`))
    await new Promise((resolve) => setTimeout(resolve, 50))
    waiter.socket.destroy()
    await new Promise((resolve) => setTimeout(resolve, 50))
    leaver.socket.destroy()
    expect(await client()`select id from entries where id in (3, 4)`).toHaveLength(0)
  })
})

it('answers a cancel request for a statement that waits', async () => {
  const [holder, waiter] = [client(), await RawWireClient.connect(postgres.url)]
  const key = (await waiter.ready()).find(({ type }) => type === 'K')?.body
  await holder.begin(async (transaction) => {
    await transaction`select 1`
    waiter.send(query(`insert into entries values (6, 'cancelled')`))
    await new Promise((resolve) => setTimeout(resolve, 50))
    const canceller = connect(Number(new URL(postgres.url).port), '127.0.0.1')
    canceller.write(Buffer.concat([Buffer.from([0, 0, 0, 16, 4, 210, 22, 46]), key as Buffer]))
    const frames = await waiter.ready()
    expect(types(frames)).toBe('EZ')
    expect(frames[0]?.body.toString()).toContain('C57014')
  })
  expect(await holder`select id from entries where id = 6`).toHaveLength(0)
  waiter.socket.destroy()
})

describe('settings', () => {
  it('keeps role, search path and settings to the client that set them', async () => {
    const [one, two] = [client(), client()]
    await one.unsafe(`set role app; set search_path to pg_catalog; select set_config('app.tenant', 'one', false)`)
    await two.unsafe(`set timezone to 'Asia/Tokyo'; select set_config('app.tenant', 'two', false)`)
    const look = (sql: Sql) => sql`
      select current_user::text as role, current_setting('search_path') as path, current_setting('app.tenant') as tenant,
        current_setting('timezone') as zone`
    const path = '"$user", public, extensions'
    for (let round = 0; round < 3; round++) {
      expect((await look(one))[0]).toEqual({ role: 'app', path: 'pg_catalog', tenant: 'one', zone: 'UTC' })
      expect((await look(two))[0]).toEqual({ role: 'postgres', path, tenant: 'two', zone: 'Asia/Tokyo' })
    }
    const [fresh] = await client()`select current_setting('app.tenant', true) as tenant, current_user::text as role`
    expect(fresh?.role).toBe('postgres')
    expect(fresh?.tenant || null).toBeNull()
  })

  it('forgets what a rolled-back transaction had set, and what was set locally', async () => {
    const [one, two] = [client(), client()]
    await one.unsafe(`begin; set role app; set statement_timeout to '7s'; rollback`)
    await one.unsafe(`begin; set local role app; select set_config('app.tenant', 'local', true); commit`)
    await two`select 1`
    const [row] = await one`select current_user::text as role, current_setting('statement_timeout') as timeout`
    expect(row).toEqual({ role: 'postgres', timeout: '0' })
  })

  it('connects as the role of the URL, and stays it after RESET', async () => {
    const app = client({ user: 'app', connection: { statement_timeout: 4321 } })
    await app.unsafe(`set statement_timeout to 0`)
    await app.unsafe(`reset all; reset role; reset session authorization`)
    await client()`select 1`
    const [row] = await app`select session_user::text as name, current_setting('statement_timeout') as timeout`
    expect(row).toEqual({ name: 'app', timeout: '4321ms' })
    await expect(app`create table denied ()`).rejects.toThrow(/permission denied/)
  })

  it('undoes SET SESSION AUTHORIZATION when the client resets it', async () => {
    const sql = client()
    await sql.unsafe(`set session authorization app`)
    await sql.unsafe(`reset session authorization`)
    expect((await sql`select session_user::text as name`)[0]?.name).toBe('postgres')
  })

  it('refuses unknown roles, roles that may not log in, and other databases', async () => {
    await expect(client({ user: 'nobody' })`select 1`).rejects.toThrow(/role "nobody" does not exist/)
    await expect(client({ user: 'pg_monitor' })`select 1`).rejects.toThrow(/not permitted to log in/)
    await expect(client({ database: 'other' })`select 1`).rejects.toThrow(/database "other" does not exist/)
  })
})

describe('prepared statements', () => {
  it('serves two pipelining pools whose statement names collide', async () => {
    const pools = [client({ max: 10 }), client({ max: 10 })]
    const work = Array.from({ length: 300 }, async (_, i) => {
      const sql = pools[i % 2] as Sql
      const [row] = i % 3 ? await sql`select ${i}::int as n` : await sql`select ${i}::int + 0 as n, ${'x'} as x`
      return row?.n
    })
    expect(await Promise.all(work)).toEqual(Array.from({ length: 300 }, (_, i) => i))
  })

  it('keeps the unnamed statement of a client while others use theirs', async () => {
    const [one, two] = [await RawWireClient.connect(postgres.url), await RawWireClient.connect(postgres.url)]
    await Promise.all([one.ready(), two.ready()])
    one.send(parse('', `select 'one'`), sync())
    await one.ready()
    two.send(parse('', `select 'two'`), bind(''), execute(), sync())
    expect(firstColumn(await two.ready())).toEqual(['two'])
    one.send(bind(''), execute(), sync())
    expect(firstColumn(await one.ready())).toEqual(['one'])
    one.socket.destroy()
    two.socket.destroy()
  })

  it('holds the session from a Flush to the Sync', async () => {
    const [one, two] = [await RawWireClient.connect(postgres.url), client()]
    await one.ready()
    one.send(parse('mine', `insert into entries values (5, 'flushed') returning id`), bind('mine'), execute(), flush())
    await one.until((frames) => types(frames).endsWith('C'))
    const other = underWay(two`select id from entries where id = 5`)
    await new Promise((resolve) => setTimeout(resolve, 50))
    one.send(parse('', 'select 1/0'), bind(''), execute(), sync())
    expect(types(await one.ready())).toMatch(/EZ$/)
    expect(await other).toHaveLength(0)
    one.socket.destroy()
  })

  it('skips to Sync after an error and answers ReadyForQuery once', async () => {
    const one = await RawWireClient.connect(postgres.url)
    await one.ready()
    one.send(parse('', 'select 1/0'), bind(''), execute(), parse('', 'select 2'), bind(''), execute(), sync())
    one.send(parse('', 'select 3'), bind(''), execute(), sync())
    const frames = await one.ready(2)
    expect(types(frames)).toBe('1EZ12DCZ')
    expect(firstColumn(frames)).toEqual(['3'])
    one.socket.destroy()
  })

  it('survives DISCARD ALL and DEALLOCATE ALL of another client, and keeps SQL PREPARE apart', async () => {
    const [one, two] = [client(), client()]
    const ask = () => one`select ${'kept'}::text as word`
    await ask()
    await one.unsafe(`select 1; prepare plan as select 'one' as word`)
    await two.unsafe(`prepare plan as select 'two' as word`)
    expect((await one.unsafe('execute plan'))[0]?.word).toBe('one')
    expect((await two.unsafe('execute plan'))[0]?.word).toBe('two')
    await two.unsafe('deallocate all')
    await two.unsafe('discard all')
    expect((await ask())[0]?.word).toBe('kept')
    expect((await one.unsafe('execute plan'))[0]?.word).toBe('one')
    await expect(two.unsafe('execute plan')).rejects.toThrow(/"plan" does not exist/)
  })

  it('names a missing statement as the client does, and deallocates by that name', async () => {
    const one = await RawWireClient.connect(postgres.url)
    await one.ready()
    one.send(parse('mine', 'select 1'), sync())
    await one.ready()
    one.send(query('deallocate mine'))
    expect(types(await one.ready())).toBe('CZ')
    one.send(bind('mine'), sync())
    expect((await one.ready())[0]?.body.toString()).toContain('prepared statement "mine" does not exist')
    one.socket.destroy()
  })
})

describe('notifications', () => {
  it('reach exactly those who listen, while they are idle, and only when the transaction commits', async () => {
    const heard: string[] = []
    const [one, two, sender] = [client(), client(), client()]
    const first = await one.listen('calls', (payload) => heard.push(`one:${payload}`))
    await two.listen('calls', (payload) => heard.push(`two:${payload}`))
    await two.listen('Other channel', (payload) => heard.push(`other:${payload}`))
    await sender`select pg_notify('calls', 'a')`
    await sender.unsafe(`begin; notify calls, 'lost'; rollback`)
    await sender.notify('Other channel', 'b')
    await first.unlisten()
    await sender.notify('calls', 'c')
    await expect.poll(() => heard.length).toBe(4)
    expect(heard.sort()).toEqual(['one:a', 'other:b', 'two:a', 'two:c'])
  })

  it('keeps what was listened to when a transaction with LISTEN rolls back', async () => {
    const one = await RawWireClient.connect(postgres.url)
    await one.ready()
    for (const sql of ['listen kept', 'begin', 'unlisten *', 'listen dropped', 'rollback']) {
      one.send(query(sql))
      await one.ready()
    }
    one.send(query(`notify dropped, 'x'; notify kept, 'y'`))
    const notes = (await one.ready()).filter(({ type }) => type === 'A')
    expect(notes.map(({ body }) => body.toString('utf8', 4))).toEqual(['kept\0y\0'])
    one.socket.destroy()
  })
})

describe('copy', () => {
  it('takes and gives data, also in a transaction that goes on afterwards', async () => {
    const one = await RawWireClient.connect(postgres.url)
    await one.ready()
    one.send(query('begin'), query(`insert into entries values (10, 'before')`))
    await one.ready(2)
    one.send(query('copy entries from stdin'))
    expect(types(await one.until((frames) => frames.length > 0))).toBe('G')
    one.send(frame('d', Buffer.from('11\tcopied\n')), frame('d', Buffer.from('12\tcopied\n')), frame('c'))
    expect(types(await one.ready())).toBe('CZ')
    one.send(query('commit'), query(`copy (select id from entries where id >= 10 order by 1) to stdout`))
    const out = (await one.ready(2)).filter(({ type }) => type === 'd')
    expect(out.map(({ body }) => body.toString())).toEqual(['10\n', '11\n', '12\n'])
    one.socket.destroy()
  })

  it('reports bad data and a client that gives up, and is usable afterwards', async () => {
    const one = await RawWireClient.connect(postgres.url)
    await one.ready()
    for (const last of [[frame('d', Buffer.from('x\ty\n')), frame('c')], [frame('f', 'changed my mind')]]) {
      one.send(query('copy entries from stdin'))
      await one.until((frames) => frames.length > 0)
      one.send(...last)
      expect(types(await one.ready())).toBe('EZ')
    }
    one.send(query('select 1'))
    expect(firstColumn(await one.ready())).toEqual(['1'])
    one.socket.destroy()
  })
})

describe('the rest of a session', () => {
  it('drops temporary tables with their client', async () => {
    const one = client()
    await one`create temporary table scratch (id int)`
    await one.end()
    const [row] = await client()`select to_regclass('scratch') as found`
    expect(row?.found).toBeNull()
  })

  it('does not let a client that reads nothing hold up the others', async () => {
    const slow = await RawWireClient.connect(postgres.url)
    await slow.ready()
    slow.socket.pause()
    slow.send(query(`select repeat('x', 1000) from generate_series(1, 30000)`))
    slow.send(query('select 1'))
    const [row] = await client()`select 2 as n`
    expect(row?.n).toBe(2)
    slow.socket.resume()
    const frames = await slow.ready(2)
    expect(frames.filter(({ type }) => type === 'D')).toHaveLength(30_001)
    slow.socket.destroy()
  })

  it('refuses garbage without harm to others', async () => {
    const bystander = client()
    await bystander`select 1`
    const one = await RawWireClient.connect(postgres.url)
    await one.ready()
    one.socket.write('GET / HTTP/1.1\r\n\r\n')
    expect((await one.until(() => false)).at(-1)?.body.toString()).toContain('08P01')
    expect((await bystander`select 1 as n`)[0]?.n).toBe(1)
  })
})
