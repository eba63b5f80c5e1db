import type { TransactionSql } from 'postgres'
import type { Accounts, OrganizationName, PersonName } from './people.ts'
import { ORGANIZATIONS } from './planted-rows.ts'
import { secretOf } from './secret-of.ts'
import { stableUuid } from './stable-uuid.ts'

/** What Mia has under way in North. */
export const LIVE_HOLD = { id: stableUuid('a live hold'), by: 'mia', amount: 100 } as const

/** What people have spent this month, in micro-dollars. */
export const SPENT: { by: PersonName; in: OrganizationName; cost: number }[] = [
  { by: 'mia', in: 'north', cost: 40 },
  { by: 'ivy', in: 'north', cost: 7 },
  { by: 'ivy', in: 'south', cost: 3 },
  { by: 'otto', in: 'south', cost: 500 },
]

/** What somebody has spent in an organisation, or everybody has. */
export function spentIn(where: OrganizationName, by?: PersonName | null): number {
  return SPENT.filter((entry) => entry.in === where && (by === undefined || entry.by === by)).reduce(
    (sum, { cost }) => sum + cost,
    0,
  )
}

/** The ledger of the seeded world. */
export async function plantSpend(sql: TransactionSql, accounts: Accounts): Promise<void> {
  for (const entry of SPENT) {
    const { by, in: where, cost } = entry
    const held = by === LIVE_HOLD.by && where === 'north' ? LIVE_HOLD.amount : 0
    const organization = ORGANIZATIONS[where].id
    await sql`insert into llm.usage (organization_id, user_id, source, session_id, model, input_tokens, cost_micro_usd, month)
      values (${organization}, ${accounts[by].id}, 'gateway', ${secretOf(`usage ${by} ${where}`)}, 'gpt-5.5-mini', 10, ${cost}, llm.this_month())`
    await sql`insert into llm.shares (organization_id, month, user_id, budget, drawn, held, settled, plan)
      select ${organization}, llm.this_month(), ${accounts[by].id}, p.monthly_budget_micro_usd, ${cost + held}, ${held}, ${cost}, p.id
      from private.plan_of_organization(${organization}) p`
  }
  await sql`insert into llm.budgets (organization_id, month, budget, drawn)
    select organization_id, month, max(budget), sum(drawn) from llm.shares group by organization_id, month`
  await sql`insert into llm.holds (id, organization_id, user_id, source, model, month, amount_micro_usd, tokens, expires_at)
    values (${LIVE_HOLD.id}, ${ORGANIZATIONS.north.id}, ${accounts[LIVE_HOLD.by].id}, 'gateway', 'gpt-5.5-mini',
      llm.this_month(), ${LIVE_HOLD.amount}, 20, now() + interval '1 day')`
}
