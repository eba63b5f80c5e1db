import type { Sql } from 'postgres'

const MINUTES = 30
const SEGMENTS = 12
const TURNS = 200
const SEGMENT_MS = (MINUTES * 60_000) / SEGMENTS
const QUESTIONS = [
  'When do you open?',
  'Do you sell cake, and how much is a whole one?',
  'And on Sunday?',
  'Is there parking?',
]
const ANSWERS = [
  'We open at eight in the morning and close at six in the evening.',
  'Yes. An apple cake for eight people is twenty-four euros, and you can order it until noon of the day before.',
  'On Sunday we are closed.',
  'Parking is free behind the shop.',
]

/**
 * Writes what is left of a call of half an hour: 12 segments, of which the fifth began after a broken connection and the
 * ninth took over from one that had not noticed, and 200 turns, some of them interrupted, typed, or not understood.
 *
 * @param email whose call it is
 * @returns its id
 */
export async function insertLongCall(sql: Sql, email: string): Promise<string> {
  const start = Date.now() - 3 * 3_600_000
  const at = (milliseconds: number) => new Date(start + milliseconds)
  const [call] = await sql<{ id: string }[]>`
    insert into calls (user_id, organization_id, agent_id, title, started_at, ended_at, end_reason, last_seen_at)
    select u.id, a.organization_id, a.id, 'The long order', ${at(0)}, ${at(MINUTES * 60_000)}, 'hangup', ${at(MINUTES * 60_000)}
    from auth.users u join agents a on a.created_by = u.id
    where u.email = ${email} limit 1
    returning id`
  const id = (call as { id: string }).id
  const segments = Array.from({ length: SEGMENTS }, (_, index) => segment(index, at))
  await sql`insert into call_segments ${sql(segments.map((row) => ({ ...row, call_id: id })))}`
  await sql`insert into messages ${sql(Array.from({ length: TURNS }, (_, index) => ({ ...turn(index, at), call_id: id })))}`
  return id
}

function segment(index: number, at: (milliseconds: number) => Date) {
  const brokenBefore = index === 4
  const from = index * SEGMENT_MS + (brokenBefore ? 4200 : index === 0 ? 0 : 30 + index * 7)
  const reason = index === 3 ? 'disconnected' : index === 7 ? 'replaced' : 'handed_over'
  return {
    number: index + 1,
    worker: `worker-${index + 1}`,
    started_at: at(Math.max(0, from - 900)),
    taken_at: at(from),
    ended_at: at((index + 1) * SEGMENT_MS),
    end_reason: index === SEGMENTS - 1 ? 'hangup' : reason,
  }
}

function turn(index: number, at: (milliseconds: number) => Date) {
  const caller = index % 2 === 0
  const words = caller ? QUESTIONS : ANSWERS
  const text = words[Math.floor(index / 2) % words.length] as string
  const from = index * ((MINUTES * 60_000 - 15_000) / TURNS) + 1500 + (index % 5) * 300
  const durationMs = Math.min(text.length * 62, 7200)
  const typed = caller && index % 26 === 12
  const interrupted = !caller && index % 14 === 3
  const heardMs = interrupted ? Math.round(durationMs * 0.4) : null
  return {
    item_id: `item_${index}`,
    position: (index + 1) * 1024,
    role: caller ? 'user' : 'assistant',
    source: typed ? 'text' : 'voice',
    status: interrupted ? 'interrupted' : caller && index % 34 === 8 && !typed ? 'failed' : 'completed',
    text: interrupted ? text.slice(0, Math.round(text.length * 0.4)) : text,
    heard_ms: heardMs,
    started_at: typed ? null : at(from),
    inserted_at: at(from + durationMs),
    duration_ms: typed ? null : durationMs,
    latency_ms: caller ? null : 420 + ((index * 37) % 500),
  }
}
