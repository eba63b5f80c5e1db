import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { Sql } from 'postgres'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ThrowawayDatabase } from '../create-throwaway-database.ts'
import { applyBootSql } from './apply-boot-sql.ts'
import { connect } from './connect.ts'
import { prepareDatabase } from './prepare-database.ts'
import { createTestDatabase } from './testing/create-test-database.ts'

const nativeUrl = process.env.PARLEY_DB_URL
const cli = fileURLToPath(new URL('../../../../node_modules/.bin/supabase', import.meta.url))

const servers = [{ name: 'PGlite', server: undefined }, ...(nativeUrl ? [{ name: 'native', server: nativeUrl }] : [])]

describe.each(servers)('on $name', ({ server }) => {
  let database: ThrowawayDatabase
  let workdir: string
  let migrationsDir: string
  let sql: Sql

  const write = (name: string, text: string) => writeFile(join(migrationsDir, name), text)
  const prepare = () => prepareDatabase({ url: database.url, migrationsDir, seedFile: join(workdir, 'seed.sql') })
  const supabase = async (...args: string[]) => {
    const env = { ...process.env, DO_NOT_TRACK: '1' }
    const run = promisify(execFile)(cli, [...args, `--remote=${database.url}`, '--workdir', workdir, '--yes'], { env })
    run.child.stdin?.end()
    return (await run).stdout
  }

  beforeAll(async () => {
    database = await createTestDatabase(server)
    workdir = await mkdtemp(join(tmpdir(), 'parley-boot-'))
    migrationsDir = join(workdir, 'supabase', 'migrations')
    await mkdir(migrationsDir, { recursive: true })
    await writeFile(join(workdir, 'supabase', 'config.toml'), 'project_id = "boot-test"\n')
    await writeFile(join(workdir, 'seed.sql'), `insert into public.notes values (1, 'seeded');`)
    await write('20260101000000_add_notes.sql', 'create table public.notes (id int primary key, body text);')
    sql = connect(database.url)
  }, 60_000)

  afterAll(async () => {
    await sql?.end()
    await database?.drop()
    await rm(workdir, { recursive: true, force: true })
  })

  it('applies migrations and seed once, boots again without harm', async () => {
    expect(await prepare()).toEqual({ applied: ['20260101000000'] })
    expect(await prepare()).toEqual({ applied: [] })
    expect([...(await sql`select id, body from public.notes`)]).toEqual([{ id: 1, body: 'seeded' }])
  })

  it('names file and line of a failing migration and leaves nothing of it', async () => {
    await write('20260102000000_fails.sql', 'create table public.half ();\n\ninsert into\n  public.missing values (1);')
    await expect(prepare()).rejects.toThrow(/20260102000000_fails\.sql:4: relation "public.missing" does not exist/)
    expect((await sql`select to_regclass('public.half') as half`)[0]?.half).toBeNull()
    await rm(join(migrationsDir, '20260102000000_fails.sql'))
  })

  it('goes on where the CLI stopped, and the CLI where this stopped', async () => {
    expect(await supabase('migration', 'list')).toMatch(/20260101000000.*20260101000000/)
    await write(
      '20260103000000_add_more.sql',
      `alter table public.notes add more text; comment on table notes is 'a;b';`,
    )
    await supabase('migration', 'up')
    await write(
      '20260104000000_add_last.sql',
      `-- why\nalter table notes add last text;\ncomment on table notes is 'c';\n`,
    )
    expect(await prepare()).toEqual({ applied: ['20260104000000'] })
    const rows = await sql`select name, statements from supabase_migrations.schema_migrations order by version offset 1`
    expect([...rows]).toEqual([
      { name: 'add_more', statements: ['alter table public.notes add more text', `comment on table notes is 'a;b'`] },
      { name: 'add_last', statements: ['-- why\nalter table notes add last text', `comment on table notes is 'c'`] },
    ])
    expect(await supabase('migration', 'list')).toMatch(/20260104000000.*20260104000000/)
  }, 60_000)

  it('grants nothing on new tables, but lets the API roles into the schema', async () => {
    const [row] = await sql`
      select has_schema_privilege('anon', 'public', 'usage') as usage,
        has_table_privilege('authenticated', 'public.notes', 'select') as granted,
        has_table_privilege('service_role', 'public.notes', 'select') as service`
    expect(row).toEqual({ usage: true, granted: false, service: false })
  })

  it('tells policies who asks, by the claims of the request', async () => {
    const sub = '11111111-2222-3333-4444-555555555555'
    const claims = JSON.stringify({ sub, role: 'authenticated', email: 'a@example.org', act: { sub: 'agent' } })
    const row = await sql.begin(async (transaction) => {
      await transaction`select set_config('request.jwt.claims', ${claims}, true)`
      await transaction`set local role authenticated`
      return (
        await transaction`select auth.uid() as uid, auth.role() as role, auth.email() as email, auth.jwt() as jwt`
      )[0]
    })
    expect(row).toEqual({ uid: sub, role: 'authenticated', email: 'a@example.org', jwt: JSON.parse(claims) })
    expect((await sql`select auth.uid() as uid, auth.jwt() as jwt`)[0]).toEqual({ uid: null, jwt: null })
  })

  it('finds extension types by name, lets authenticator become the API roles, has an empty publication', async () => {
    const fresh = connect(database.url)
    const [row] = await fresh`select '[1,2]'::vector <-> '[1,2]'::vector as distance, length(gen_random_bytes(4)) as n`
    const members = await fresh`
      select r.rolname as name from pg_auth_members m join pg_roles r on r.oid = m.roleid
      where m.member = 'authenticator'::regrole order by 1`
    const published = await fresh`select tablename from pg_publication_tables where pubname = 'supabase_realtime'`
    await fresh.end()
    expect(row).toEqual({ distance: 0, n: 4 })
    expect(members.map(({ name }) => name)).toEqual(['anon', 'authenticated', 'service_role'])
    expect(published).toHaveLength(0)
  })

  it('boots several times at once', async () => {
    await Promise.all([1, 2, 3].map(() => applyBootSql(database.url)))
  })
})
