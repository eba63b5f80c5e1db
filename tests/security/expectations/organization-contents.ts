import { byRole, tooLow } from '../matrix/answers.ts'
import type { FunctionExpectation } from '../matrix/expectation.ts'
import { MEMBERSHIPS, PERSON_NAMES } from '../world/people.ts'
import { PLANTED_CALLS } from '../world/planted-calls.ts'
import { AGENTS, ORGANIZATIONS } from '../world/planted-rows.ts'

const calls = PLANTED_CALLS.filter((call) => call.in === 'north')

const contents = {
  members: PERSON_NAMES.filter((name) => 'north' in MEMBERSHIPS[name]).length,
  invitations: 1,
  agents: AGENTS.filter((agent) => agent.in === 'north').length,
  calls: calls.length,
  live_calls: calls.filter(({ live, stale }) => live && !stale).length,
  messages: calls.length,
}

export const organizationContents = {
  function: 'public.organization_contents(uuid)',
  executableBy: ['authenticated'],
  calls: [
    {
      says: 'of North',
      args: () => ({ p_organization_id: ORGANIZATIONS.north.id }),
      answer: (actor, world) =>
        byRole(actor, world, 'north', { owner: { gives: [contents] }, admin: tooLow, member: tooLow }),
    },
  ],
} satisfies FunctionExpectation
