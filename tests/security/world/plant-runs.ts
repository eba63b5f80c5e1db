import type { TransactionSql } from 'postgres'
import type { Accounts } from './people.ts'
import { AGENTS, ORGANIZATIONS } from './planted-rows.ts'
import {
  CALL_TOOL_CALL,
  CALL_WITH_TOOLS,
  PLANTED_RUNS,
  type PlantedRun,
  plantedRunLease,
  plantedToolCall,
  type ToolCallState,
} from './planted-runs.ts'
import { plantedSegment } from './planted-segment.ts'
import { secretOf } from './secret-of.ts'

/** Sessions with runs in every state, what they said, called and wait for. What is told of them live comes by itself. */
export async function plantRuns(sql: TransactionSql, accounts: Accounts): Promise<void> {
  for (const run of PLANTED_RUNS) await plantRun(sql, run, accounts)
  await sql`insert into ai.tool_calls (id, call_id, user_id, provider_call_id, name, arguments, status, holder)
    values (${CALL_TOOL_CALL}, ${CALL_WITH_TOOLS.id}, ${accounts.mia.id}, ${secretOf('call of a tool in a call')}, 'order',
      ${sql.json({ what: secretOf('order in a call') })}, 'running', ${plantedSegment(CALL_WITH_TOOLS)})`
  const heard = PLANTED_RUNS[1] as PlantedRun
  for (const [topic, extension] of [
    [`run:${heard.id}`, 'broadcast'],
    [`user:${accounts.mia.id}`, 'presence'],
    [secretOf('topic'), 'broadcast'],
  ] as const) {
    await sql`insert into realtime.messages (topic, extension, event, payload, private)
      values (${topic}, ${extension}, 'text.delta', ${sql.json({ text: secretOf(`message on ${topic}`) })}, true)`
  }
}

async function plantRun(sql: TransactionSql, run: PlantedRun, accounts: Accounts): Promise<void> {
  const user = accounts[run.by].id
  const [organization] = run.in
    ? [{ id: ORGANIZATIONS[run.in].id }]
    : await sql<{ id: string }[]>`select id from organizations where personal_of = ${user}`
  const organizationId = organization?.id ?? ''
  const agent = run.in ? (AGENTS.find((some) => some.in === run.in && some.status === 'published')?.id ?? null) : null
  const isOver = run.state === 'completed' || run.state === 'failed'
  await sql`insert into chat_sessions (id, user_id, organization_id, agent_id, title)
    values (${run.sessionId}, ${user}, ${organizationId}, ${agent}, ${secretOf(`session ${run.id}`)})`
  await sql`insert into ai.runs (id, session_id, user_id, organization_id, agent_id, agent_version, agent_name, status,
      error_code, steps, max_cost_micro_usd, deadline_at, finished_at, waiting_since)
    values (${run.id}, ${run.sessionId}, ${user}, ${organizationId}, ${agent}, ${agent && 1}, ${secretOf(`agent of ${run.id}`)},
      ${run.state}, ${run.state === 'failed' ? 'run_too_complex' : null}, 1, 1000, now() + interval '2 days',
      ${isOver ? new Date() : null}, ${run.state === 'waiting' ? new Date() : null})`
  await sql`insert into private.run_inputs (run_id) values (${run.id})`
  await sql`insert into chat_messages (session_id, run_id, user_id, role, step, text) values
    (${run.sessionId}, ${run.id}, ${user}, 'user', null, ${secretOf(`question of ${run.id}`)}),
    (${run.sessionId}, ${run.id}, ${user}, 'assistant', 1, ${secretOf(`answer of ${run.id}`)})`
  await sql`insert into ai.run_events (run_id, seq, session_id, user_id, type, data) values
    (${run.id}, 1, ${run.sessionId}, ${user}, 'run.started', ${sql.json({ text: secretOf(`event of ${run.id}`) })})`
  for (const [i, state] of run.toolCalls.entries()) await plantToolCall(sql, run, user, state, i + 1)
  if (isOver) return
  // Due tomorrow, so that no worker of a running stack takes it.
  const held = run.state === 'running'
  await sql`insert into private.run_jobs (run_id, run_after, lease_token, leased_until)
    values (${run.id}, now() + interval '1 day', ${held ? plantedRunLease(run) : null},
      ${held ? new Date(Date.now() + 86_400_000) : null})`
}

async function plantToolCall(
  sql: TransactionSql,
  run: PlantedRun,
  user: string,
  state: ToolCallState,
  number: number,
): Promise<void> {
  const id = plantedToolCall(run, state)
  const args = sql.json({ what: secretOf(`arguments of ${id}`) })
  await sql`insert into ai.tool_calls (id, run_id, user_id, step, number, provider_call_id, name, arguments, status,
      needs_approval, client, output, holder, expires_at)
    values (${id}, ${run.id}, ${user}, 1, ${number}, ${secretOf(`call of ${id}`)}, 'order', ${args}, ${state},
      ${state === 'approval'}, ${state === 'client'}, ${state === 'done' ? secretOf(`output of ${id}`) : null},
      ${state === 'running' ? plantedRunLease(run) : null}, now() + interval '7 days')`
  if (state !== 'approval') return
  await sql`insert into ai.approvals (id, run_id, session_id, user_id, name, arguments)
    values (${id}, ${run.id}, ${run.sessionId}, ${user}, 'order', ${args})`
}
