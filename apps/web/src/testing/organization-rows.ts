import type { Tables } from '@parley/shared/database-types'
import type { Role } from '@/features/organizations/organization.ts'

/** The person that tests are signed in as. */
export const USER_ID = '00000000-0000-4000-8000-0000000000aa'

/** Their personal organisation, and another one. */
export const PERSONAL_ID = '00000000-0000-4000-8000-0000000000a0'
export const SHARED_ID = '00000000-0000-4000-8000-0000000000b0'

/** The free plan, as migrations make it. */
export const freePlan: Tables<'plans'> = {
  id: 'free',
  name: 'Free',
  live_calls: 2,
  models: ['gpt-realtime-mini'],
  voices: ['marin', 'cedar', 'alloy'],
  call_minutes: 300,
  requests_per_minute: 20,
  tokens_per_minute: 40_000,
  monthly_budget_micro_usd: 2_000_000,
  owned_organizations: 3,
  llm_models: ['gpt-5.5-mini', 'text-embedding-3-small'],
  chat_model: 'gpt-5.5-mini',
  embedding_model: 'text-embedding-3-small',
  concurrent_requests: 5,
  live_runs: 20,
  live_runs_per_person: 5,
  run_cost_micro_usd: 200_000,
  version: 1,
  created_at: '2026-11-21T10:00:00Z',
}

const personal = {
  role: 'owner',
  organization: { id: PERSONAL_ID, name: 'ada', personal_of: USER_ID, plan: 'free', admins_see_calls: true },
}

/** Rows of somebody who has a personal organisation alone. */
export const personalRows = {
  plans: [freePlan],
  profiles: [{ plan: 'free', organization_id: null }],
  memberships: [personal],
}

/** Rows of somebody who works in the shared organisation “Acme”, in the given role. */
export function sharedRows(role: Role, change: { admins_see_calls?: boolean; name?: string } = {}) {
  const organization = {
    id: SHARED_ID,
    name: 'Acme',
    personal_of: null,
    plan: 'free',
    admins_see_calls: true,
    ...change,
  }
  return {
    plans: [freePlan],
    profiles: [{ plan: 'free', organization_id: SHARED_ID }],
    memberships: [personal, { role, organization }],
  }
}
