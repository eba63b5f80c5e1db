import { execFile } from 'node:child_process'
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import postgres from 'postgres'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { RelayTestClient } from '../integration/relay/relay-test-client.ts'
import { type TestUser, useStack } from '../stack-fixture.ts'

const run = promisify(execFile)
const repo = fileURLToPath(new URL('../..', import.meta.url))
const turns = Array.from({ length: 40 }, (_, index) => {
  return { transcript: `turn ${index}`, afterMs: 300, lengthMs: 300, reply: 'Yes.' }
})

const stack = useStack({ openai: { script: { turns, wordMs: 50 } } })
let workdir: string

beforeAll(async () => {
  workdir = await mkdtemp(join(tmpdir(), 'parley-cli-'))
  for (const part of ['config.toml', 'migrations', 'templates']) {
    await cp(join(repo, 'supabase', part), join(workdir, 'supabase', part), { recursive: true })
  }
  await writeFile(
    join(workdir, 'supabase/migrations/29991231000000_add_birds.sql'),
    `create table public.birds (id bigint generated always as identity primary key, name text not null);
     grant select, insert on public.birds to service_role;
     alter table public.birds enable row level security;
     notify pgrst, 'reload schema';`,
  )
})
afterAll(() => rm(workdir, { recursive: true, force: true }))

/** The unmodified CLI, on the database of the running stack. */
async function supabase(...args: string[]): Promise<string> {
  const { stdout, stderr } = await run(
    join(repo, 'node_modules/.bin/supabase'),
    [...args, `--remote=${stack.dbUrl}`, '--workdir', workdir, '--yes'],
    { env: { ...process.env, DO_NOT_TRACK: '1', SUPABASE_TELEMETRY_DISABLED: '1' }, timeout: 60_000 },
  )
  return `${stdout}\n${stderr}`
}

test('migration list, migration up and db query work while calls go on, and see no open transaction', async () => {
  const ada = await stack.createUser('ada')
  const call = await openCall(ada)
  let speaking = true
  const talk = (async () => {
    for (let turn = 1; speaking && turn <= turns.length; turn++) {
      // A little more than the turn, so that it ends; the next begins 300 ms later.
      call.client.sendAudio(turn === 1 ? 700 : 600)
      await call.client.next('response.done')
    }
  })()
  const other = postgres(stack.dbUrl ?? '', { max: 1, onnotice: () => {} })

  expect(await supabase('migration', 'list')).toMatch(/20261121090000.*20261121090000/)
  const uncommitted = other.begin(async (sql) => {
    await sql`insert into public.plans (id, name, live_calls) values ('ghost', 'Ghost', 1)`
    await sql`select pg_sleep(0.2)`
    throw new Error('rolled back')
  })
  const [seen] = await Promise.all([
    supabase('db', 'query', 'select id from public.plans order by id', '-o', 'json'),
    uncommitted.catch(() => {}),
  ])
  expect(seen).toContain('free')
  expect(seen).not.toContain('ghost')

  await supabase('migration', 'up')
  expect(await supabase('migration', 'list')).toMatch(/29991231000000.*29991231000000/)
  const birds = stack.admin().from('birds')
  await expect.poll(async () => (await birds.insert({ name: 'robin' })).error).toBeNull()

  speaking = false
  await talk
  call.client.send({ type: 'client.call_end' })
  await call.client.next('relay.ended')
  const { data } = await ada.client.from('messages').select('role, text').eq('call_id', call.id).order('position')
  const said = data?.filter(({ role }) => role === 'user').map(({ text }) => text) ?? []
  expect(said.length).toBeGreaterThan(1)
  expect(said).toEqual(turns.slice(0, said.length).map(({ transcript }) => transcript))
  await other.end()
}, 180_000)

async function openCall(user: TestUser): Promise<{ id: string; client: RelayTestClient }> {
  await stack.sql()`update public.agents set status = 'published', greeting = '' where created_by = ${user.id}`
  const { data, error } = await user.client.functions.invoke('call-session', { body: {} })
  if (error) throw error
  const client = await RelayTestClient.connect(data.url, { ticket: data.ticket })
  await client.next('relay.session')
  return { id: data.call_id, client }
}
