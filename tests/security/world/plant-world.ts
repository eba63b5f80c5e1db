import type { Sql, TransactionSql } from 'postgres'
import { type Accounts, MEMBERSHIPS, type OrganizationName, PERSON_NAMES } from './people.ts'
import { plantKnowledge } from './plant-knowledge.ts'
import { plantRuns } from './plant-runs.ts'
import { plantTools } from './plant-tools.ts'
import { PLANTED_CALLS, type PlantedCall } from './planted-calls.ts'
import { AGENTS, INVITATIONS, ORGANIZATIONS, plantedAgent, sha256, TICKET } from './planted-rows.ts'
import { plantedSegment } from './planted-segment.ts'
import { plantSpend } from './planted-spend.ts'
import { secretOf } from './secret-of.ts'

/**
 * Fills a migrated database with the seeded world, as its owner. Accounts must exist already (with profile and
 * personal organisation, which come with them).
 */
export async function plantWorld(sql: Sql, accounts: Accounts): Promise<void> {
  await sql.begin(async (transaction) => {
    await plantOrganizations(transaction, accounts)
    await plantAgents(transaction, accounts)
    for (const call of PLANTED_CALLS) await plantCall(transaction, accounts, call)
    await plantKnowledge(transaction, accounts)
    await plantRuns(transaction, accounts)
    await plantSpend(transaction, accounts)
    await plantTools(transaction, accounts)
    await transaction`delete from memberships where user_id = ${accounts.gone.id} and organization_id = ${ORGANIZATIONS.north.id}`
    await plantInvitations(transaction, accounts)
    const live = PLANTED_CALLS.find((call) => call.by === 'mia' && call.live)
    await transaction`insert into private.call_tickets (token_hash, call_id, user_id, take_over, expires_at)
      values (${sha256(TICKET)}, ${live?.id ?? null}, ${accounts.mia.id}, true, now() + interval '1 day')`
  })
}

async function plantOrganizations(sql: TransactionSql, accounts: Accounts): Promise<void> {
  for (const [where, { id, name }] of Object.entries(ORGANIZATIONS)) {
    await sql`insert into organizations (id, name, plan) values (${id}, ${name}, ${where === 'north' ? 'pro' : 'free'})`
  }
  for (const person of PERSON_NAMES) {
    const roles: Partial<Record<OrganizationName, string>> =
      person === 'gone' ? { north: 'member' } : MEMBERSHIPS[person]
    for (const [where, role] of Object.entries(roles) as [OrganizationName, string][]) {
      await sql`insert into memberships (organization_id, user_id, role)
        values (${ORGANIZATIONS[where].id}, ${accounts[person].id}, ${role})`
    }
    const [active] = Object.keys(roles) as OrganizationName[]
    await sql`update profiles set display_name = ${secretOf(`profile ${person}`)},
      organization_id = ${active && person !== 'gone' ? ORGANIZATIONS[active].id : null} where id = ${accounts[person].id}`
  }
}

async function plantAgents(sql: TransactionSql, accounts: Accounts): Promise<void> {
  for (const agent of AGENTS) {
    await sql`insert into agents (id, organization_id, name, instructions, status, created_by) values (
      ${agent.id}, ${ORGANIZATIONS[agent.in].id}, ${agent.name}, ${secretOf(`agent ${agent.name}`)}, ${agent.status},
      ${agent.in === 'north' ? accounts.olga.id : accounts.otto.id})`
  }
}

async function plantCall(sql: TransactionSql, accounts: Accounts, call: PlantedCall): Promise<void> {
  const owner = accounts[call.by].id
  const agent = call.in && plantedAgent(call.in)
  const ended = call.live ? null : new Date()
  await sql`update organizations set admins_see_calls = ${call.whileAdminsSee}
    where id = ${call.in ? ORGANIZATIONS[call.in].id : null}`
  // Seen in the future: it does not become stale while the tests run.
  const seenIn = call.stale ? '-1 hour' : '1 hour'
  await sql`insert into calls (id, user_id, organization_id, agent_id, title, ended_at, last_seen_at) values (
    ${call.id}, ${owner}, ${call.in ? ORGANIZATIONS[call.in].id : null}, ${agent}, ${secretOf(`call ${call.id}`)},
    ${ended}, now() + ${seenIn}::interval)`
  await sql`insert into call_segments (id, call_id, number, worker, taken_at, ended_at, end_reason)
    values (${plantedSegment(call)}, ${call.id}, 1, ${secretOf(`worker ${call.id}`)}, now(), ${ended}, ${ended && 'hangup'})`
  await sql`insert into messages (call_id, role, text, item_id)
    values (${call.id}, 'user', ${secretOf(`message ${call.id}`)}, ${secretOf(`item ${call.id}`)})`
}

async function plantInvitations(sql: TransactionSql, accounts: Accounts): Promise<void> {
  for (const { id, in: where, state, to, tokenHash } of INVITATIONS) {
    const by = where === 'north' ? accounts.olga.id : accounts.otto.id
    const accepted = state === 'accepted' ? accounts[to].id : null
    await sql`insert into invitations (id, organization_id, email, role, token_hash, invited_by, sent_at, expires_at,
        accepted_at, accepted_by, revoked_at)
      values (${id}, ${ORGANIZATIONS[where].id}, ${accounts[to].email}, 'member', ${tokenHash}, ${by},
        now() - interval '1 hour', now() + ${state === 'expired' ? '-1 minute' : '1 day'}::interval,
        ${accepted && new Date()}, ${accepted}, ${state === 'revoked' ? new Date() : null})`
  }
}
