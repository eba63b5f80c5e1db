import { parseArgs } from 'node:util'
import postgres, { type Sql } from 'postgres'
import { openProjectDatabase } from '../../../scripts/open-project-database.ts'
import { insertUser } from '../../knowledge/insert-user.ts'
import { printTable } from '../print-table.ts'
import { quantile } from '../quantile.ts'

const PIECE = {
  type: 'text.delta',
  data: { step: 1, offset: 0, delta: 'a sentence of an answer, as long as they are ' },
}

type Worker = { sql: Sql; runId: string; token: string }
type Save = (worker: Worker, events: object[]) => Promise<unknown>

const insert: Save = ({ sql, runId }, events) =>
  sql`insert into bench_events (run_id, data) select ${runId}, value from jsonb_array_elements(${sql.json(events as never)}) e (value)`
const saveEvents: Save = ({ sql, runId, token }, events) =>
  sql`select ai.save_run_events(${runId}, ${token}, 3600, ${sql.json(events as never)})`

/**
 * How many events a second the database takes from workers that do nothing else, each with a run and a connection of its
 * own: into a plain table (the control), as events of a run, and as events that are told on private channels.
 */
export async function bench(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    allowPositionals: true,
    options: { workers: { type: 'string', default: '8' }, seconds: { type: 'string', default: '5' } },
  })
  const database = await openProjectDatabase()
  const owner = postgres(database.url, { max: 1, onnotice: () => {} })
  await owner`create table bench_events (id bigint generated always as identity primary key, run_id uuid, data jsonb)`
  const workers: Worker[] = []
  for (let i = 0; i < Number(values.workers); i += 1) workers.push(await openWorker(owner, database.url, i))
  const rows: Record<string, string | number>[] = []
  for (const size of [1, 10]) {
    const measure = async (run: string, save: Save) => {
      const { saved, times } = await storeFor(Number(values.seconds), workers, size, save)
      const rate = saved / Number(values.seconds)
      rows.push({
        run,
        'events a save': size,
        'rows/s': rate.toFixed(0),
        'of control': `${((100 * rate) / Number(rows.find((row) => row['events a save'] === size)?.['rows/s'] ?? rate)).toFixed(0)} %`,
        'save p50 / p95 ms': [0.5, 0.95].map((q) => quantile(times, q).toFixed(1)).join(' / '),
      })
    }
    await storeFor(1, workers, size, saveEvents)
    await measure('control: a plain table', insert)
    await owner`alter table ai.run_events disable trigger run_events_tell`
    await measure('events of a run', saveEvents)
    await owner`alter table ai.run_events enable trigger run_events_tell`
    await measure('events of a run, told', saveEvents)
  }
  await Promise.all([owner, ...workers.map(({ sql }) => sql)].map((sql) => sql.end()))
  await database.drop()
  printTable(rows)
}

async function openWorker(owner: Sql, url: string, i: number): Promise<Worker> {
  const { userId } = await insertUser(owner, `person${i}@example.test`)
  const claims = JSON.stringify({ sub: userId, role: 'authenticated' })
  const [run] = await owner.begin(async (sql) => {
    await sql`select set_config('request.jwt.claims', ${claims}, true)`
    return sql<[{ run_id: string }]>`select run_id from ai.start_run(null, 'Hello')`
  })
  const [lease] = await owner<[{ lease_token: string }]>`select lease_token from ai.claim_run(3600, ${run.run_id})`
  return { sql: postgres(url, { max: 1, onnotice: () => {} }), runId: run.run_id, token: lease.lease_token }
}

async function storeFor(seconds: number, workers: Worker[], size: number, save: Save) {
  const until = performance.now() + seconds * 1000
  const times: number[] = []
  let saved = 0
  const events = Array.from({ length: size }, () => PIECE)
  await Promise.all(
    workers.map(async (worker) => {
      while (performance.now() < until) {
        const from = performance.now()
        await save(worker, events)
        times.push(performance.now() - from)
        saved += size
      }
    }),
  )
  return { saved, times }
}
