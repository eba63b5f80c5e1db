import { byRole } from '../matrix/answers.ts'
import type { FunctionExpectation } from '../matrix/expectation.ts'
import { PLANTED_CALLS } from '../world/planted-calls.ts'
import { ORGANIZATIONS } from '../world/planted-rows.ts'

const live = PLANTED_CALLS.filter((call) => call.in === 'north' && call.live && !call.stale).length
const usage = { gives: [{ plan: 'pro', live_calls: live }] }

export const organizationUsage = {
  function: 'public.organization_usage(uuid)',
  executableBy: ['authenticated'],
  calls: [
    {
      says: 'of North',
      args: () => ({ p_organization_id: ORGANIZATIONS.north.id }),
      answer: (actor, world) => byRole(actor, world, 'north', { owner: usage, admin: usage, member: usage }),
    },
  ],
} satisfies FunctionExpectation
