import type { SupabaseClient } from '@supabase/supabase-js'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { joinTopics, listenToTables } from './stranger/listen-everywhere.ts'
import { type Neighbourhood, openNeighbourhood } from './stranger/open-neighbourhood.ts'
import { tellingStrings } from './stranger/planted-strings.ts'
import { Recorder } from './stranger/recorder.ts'
import { plantedCall } from './world/planted-calls.ts'
import { plantedSource } from './world/planted-knowledge.ts'
import { ORGANIZATIONS } from './world/planted-rows.ts'
import { plantedRun } from './world/planted-runs.ts'
import { plantedSegment } from './world/planted-segment.ts'

/** Tables whose changes are published, and of which a deleted row's key is told to whoever listens. */
const PUBLISHED: Record<string, string[]> = {
  calls: ['id'],
  call_segments: ['id'],
  messages: ['id'],
  organizations: ['id'],
  profiles: ['id'],
  sources: ['id'],
  documents: ['source_id'],
  chat_sessions: ['id'],
  runs: ['id'],
}

let town: Neighbourhood
let control: Recorder
let attempts = 0

const isDelete = (frame: string) => changeIn(frame)?.type === 'DELETE'
const isWrite = (frame: string) => ['INSERT', 'UPDATE'].includes(changeIn(frame)?.type ?? '')

beforeAll(async () => {
  town = await openNeighbourhood()
  control = new Recorder(new Set())
}, 180_000)
afterAll(() => town?.stack.stop())

const live = plantedCall('mia', { live: true })
const TOPICS = [
  ORGANIZATIONS.north.id,
  live.id,
  `call:${live.id}`,
  `calls:${live.id}`,
  `organization:${ORGANIZATIONS.north.id}`,
  `org:${ORGANIZATIONS.north.id}`,
  `run:${plantedRun('mia', 'running').id}`,
  `run:${plantedRun('otto', 'completed').id}`,
  'public:calls',
  'public:messages',
  '*',
]

/** The neighbours go on with their lives, on every published table. */
async function liveOn(): Promise<void> {
  const sql = town.stack.sql()
  await town.people.mia.client.from('calls').update({ title: 'secret title' }).eq('id', live.id)
  await town.people.mia.client.from('profiles').update({ display_name: 'secret name' }).eq('id', town.people.mia.id)
  await town.people.olga.client.from('organizations').update({ name: 'North renamed' }).eq('id', ORGANIZATIONS.north.id)
  const source = plantedSource('mia', { state: 'ready' })
  await town.people.mia.client.from('documents').update({ name: 'secret document' }).eq('source_id', source.id)
  await sql`update ai.sources set error_code = 'secret_code' where id = ${source.id}`
  await sql`delete from documents where source_id = ${source.id}`
  await sql`delete from ai.sources where id = ${source.id}`
  await sql`insert into messages (call_id, role, text) values (${live.id}, 'user', 'secret text')`
  const { id, sessionId } = plantedRun('mia', 'running')
  await town.people.mia.client.from('chat_sessions').update({ title: 'secret title' }).eq('id', sessionId)
  await sql`update ai.runs set agent_name = 'secret name' where id = ${id}`
  await sql`insert into ai.run_events (run_id, seq, session_id, user_id, type, data)
    values (${id}, 2, ${sessionId}, ${town.people.mia.id}, 'text.delta', '{"delta": "secret text"}')`
  await town.people.mia.client.from('chat_sessions').delete().eq('id', sessionId)
  await sql`update call_segments set end_reason = 'hangup', ended_at = now() where id = ${plantedSegment(live)}`
  await sql`delete from messages where call_id = ${plantedCall('mia').id}`
  await sql`delete from call_segments where call_id = ${plantedCall('mia').id}`
  await sql`delete from calls where id = ${plantedCall('mia').id}`
  await sql`delete from organizations where id = ${ORGANIZATIONS.south.id}`
  await sql`delete from auth.users where id = ${town.people.otto.id}`
  await sql`update calls set title = 'the last change' where id = ${live.id}`
}

test('a stranger hears nothing of the neighbours but that rows are gone', { timeout: 120_000 }, async () => {
  const { people, targets, recorder } = town
  const socket = recorder.socketClass(isDelete)
  const strangers: SupabaseClient[] = []
  for (const user of [people.stray, null]) {
    for (const filtered of [false, true]) {
      const client = await town.clientOf(user, recorder.fetch, socket)
      attempts += await listenToTables(client, targets, filtered)
      strangers.push(client)
    }
  }
  const [signedIn, , anonymous] = strangers
  for (const client of [signedIn, anonymous]) {
    if (!client) throw new Error('there are four')
    const topics = [...TOPICS, `user:${people.mia.id}`, `user:${people.otto.id}`]
    const joined = await joinTopics(client, topics, true)
    expect(joined.filter((outcome) => outcome === 'SUBSCRIBED')).toEqual([])
    await joinTopics(
      client,
      topics.map((topic) => `${topic} open`),
      false,
    )
    attempts += topics.length * 2
  }
  const olga = await town.clientOf(people.olga, fetch, control.socketClass())
  await listenToTables(olga, targets, false)

  await liveOn()
  await vi.waitFor(() => expect(control.received.join()).toContain('the last change'), 20_000)
  await new Promise((resolve) => setTimeout(resolve, 1000))

  expect(recorder.findings).toEqual([])
  expect(
    recorder.received.filter((frame) =>
      /secret (title|name|text|document)|secret_code|North renamed|the last change/.test(frame),
    ),
  ).toEqual([])
  // Whose role may read no column is told that something was written, and nothing of what: hosted Realtime does so too.
  for (const frame of recorder.received.filter(isWrite)) {
    expect(changeIn(frame)).toMatchObject({ record: {}, errors: ['Error 401: Unauthorized'] })
    expect(tellingStrings(JSON.parse(frame))).toEqual([])
  }
  const heard = control.received.filter(isWrite).length
  expect(heard).toBeGreaterThan(5)
  console.log(
    `stranger: ${attempts} ways to listen, ${recorder.frames} frames, 0 findings; the control heard ${heard} changes`,
  )
})

// Hosted Realtime does so too: nobody can be asked any more whether a deleted row was visible.
test('of a deleted row everybody who listens to its table is told the key, and nothing else', () => {
  const deletes = town.recorder.received.filter(isDelete)
  const tables = new Set<string>()
  for (const frame of deletes) {
    const change = changeIn(frame)
    if (!change) continue
    const { table, old_record: old, record } = change
    // Who may not read the key, as anon, is told that something went.
    if (Object.keys(old).length > 0) tables.add(table)
    expect([[], PUBLISHED[table]], table).toContainEqual(Object.keys(old))
    expect(record).toBeUndefined()
    expect(
      tellingStrings(JSON.parse(frame)).filter((text) => text !== old.id && text !== old.source_id),
      table,
    ).toEqual([])
  }
  console.log(`stranger: keys of deleted rows are told of ${[...tables].sort().join(', ')}`)
  expect([...tables].sort()).toEqual([
    'call_segments',
    'calls',
    'chat_sessions',
    'documents',
    'messages',
    'organizations',
    'profiles',
    'runs',
    'sources',
  ])
})

interface ToldChange {
  type: string
  table: string
  old_record: Record<string, unknown>
  record?: unknown
}

/** The change that a frame tells, in either form of the protocol. */
function changeIn(frame: string): ToldChange | undefined {
  // Broadcasts come as binary frames.
  if (!/^[[{]/.test(frame)) return undefined
  const message = JSON.parse(frame)
  return (Array.isArray(message) ? message[4] : message.payload)?.data
}
