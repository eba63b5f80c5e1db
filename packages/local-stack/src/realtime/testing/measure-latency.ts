import { performance } from 'node:perf_hooks'
import { listenToChanges } from './listen-to-changes.ts'
import { startTestRealtime, user } from './start-test-realtime.ts'

/**
 * Prints how long it takes from an INSERT's start to the event at a stock client, under row level security, with one
 * subscriber and with fifty users. `node …/measure-latency.ts`; PARLEY_DB_URL for a native server.
 */
const schema = `
  create table beats (id int primary key, owner uuid);
  grant select on beats to authenticated;
  alter table beats enable row level security;
  create policy "Own" on beats for select to authenticated using (owner = (select auth.uid()));
  alter publication supabase_realtime add table beats;
`
const samples = 200
const server = await startTestRealtime(schema)
const owner = user()
let id = 0

async function measure(subscribers: number): Promise<void> {
  const inbox = await listenToChanges(await server.signedIn(await server.token(owner)), { table: 'beats' })
  for (let n = 1; n < subscribers; n++) await listenToChanges(await server.signedIn(await server.token(user())))
  const times: number[] = []
  for (let n = 0; n < samples; n++) {
    const wanted = ++id
    const start = performance.now()
    await server.sql`insert into beats values (${wanted}, ${owner})`
    await inbox.first((change) => (change.new as { id: number }).id === wanted)
    times.push(performance.now() - start)
  }
  times.sort((a, b) => a - b)
  const at = (share: number) => times[Math.floor(times.length * share)]?.toFixed(1)
  console.log(`${subscribers} subscribers: p50 ${at(0.5)} ms, p95 ${at(0.95)} ms`)
}

await measure(1)
await measure(50)
await server.stop()
process.exit()
