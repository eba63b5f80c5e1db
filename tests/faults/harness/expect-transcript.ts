import { expect } from 'vitest'
import { compareTranscript, type TranscriptRow } from './compare-transcript.ts'
import type { ScriptedExchange } from './scripted-exchange.ts'
import type { FaultRig } from './start-fault-rig.ts'

/**
 * Compares `messages` with what was said, exactly: see {@link compareTranscript}.
 *
 * @throws with both sides printed, and the call's segments
 */
export async function expectTranscript(
  rig: Pick<FaultRig, 'sql'>,
  callId: string,
  script: readonly ScriptedExchange[],
): Promise<void> {
  const sql = rig.sql()
  const rows = await sql<TranscriptRow[]>`
    select item_id, position::float8 as position, role, text, status, source, heard_ms, tool
    from public.messages where call_id = ${callId} order by messages.position, id`
  const problems = compareTranscript(rows, script)
  if (problems.length === 0) return
  const segments = await sql`
    select number, end_reason, extract(milliseconds from ended_at - started_at)::int as ms
    from public.call_segments where call_id = ${callId} order by number`
  const [call] = await sql`select end_reason from public.calls where id = ${callId}`
  expect.fail(
    [
      ...problems,
      'said:',
      ...script.flatMap(({ say, via, reply, interrupted }) => [
        `  user ${via}: ${say}`,
        `  assistant: ${reply}${interrupted ? ` (interrupted after ${interrupted.atLeast}-${interrupted.atMost} words)` : ''}`,
      ]),
      'stored:',
      ...rows.map((row) => `  ${row.position} ${row.role} ${row.status} ${row.source}: ${row.text} [${row.item_id}]`),
      `the call ended: ${call?.end_reason}; its segments:`,
      ...segments.map(({ number, end_reason, ms }) => `  ${number}: ${end_reason} after ${ms} ms`),
    ].join('\n'),
  )
}
