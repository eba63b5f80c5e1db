import type { Actor } from '../matrix/actor.ts'
import type { TableExpectation } from '../matrix/expectation.ts'
import { adminsWhoMaySeeCall, callerOf, inPerson, membersOf, type Rule } from '../matrix/rule.ts'
import type { WorldFacts } from '../matrix/world-facts.ts'
import { ORGANIZATIONS, plantedAgent } from '../world/planted-rows.ts'

const over = { ended_at: '2026-01-01T00:00:00Z' }
const inNorth = { organization_id: ORGANIZATIONS.north.id }
const mine = (world: WorldFacts, { id }: Actor) => ({ user_id: id ?? world.accounts.mia.id })

const ownedByThemAsMember: Rule = {
  says: 'members of the organisation, in their own name, in person',
  holds: (actor, row, world) =>
    row.user_id === actor.id && inPerson(membersOf('organization_id')).holds(actor, row, world),
}

export const calls = {
  table: 'public.calls',
  seenBy: [callerOf('id'), adminsWhoMaySeeCall('id')],
  changedBy: [inPerson(callerOf('id'))],
  columns: {
    read: 'all',
    insert: ['id', 'user_id', 'organization_id', 'agent_id', 'title', 'started_at', 'ended_at'],
    update: ['title'],
  },
  inserts: [
    {
      says: 'a call of their own in North',
      row: (world, actor) => ({ ...mine(world, actor), ...inNorth, ...over }),
      by: [ownedByThemAsMember],
    },
    {
      says: 'a live call of their own in North',
      row: (world, actor) => ({ ...mine(world, actor), ...inNorth }),
      by: [ownedByThemAsMember],
      // an agent would have to close Max's stale call first
      otherwise: ({ isAgent }) => (isAgent ? 'agent_not_allowed' : 'organization_not_found'),
    },
    {
      says: "a call in Max's name",
      row: (world) => ({ user_id: world.accounts.max.id, ...inNorth, ...over }),
      by: [ownedByThemAsMember],
    },
    {
      says: "a call in North with South's agent",
      row: (world, actor) => ({ ...mine(world, actor), ...inNorth, ...over, agent_id: plantedAgent('south') }),
      by: [],
      otherwise: (actor, world) =>
        !actor.isAgent && world.roleIn(actor.person, ORGANIZATIONS.north.id) ? '23503' : 'denied',
      service: '23503',
    },
    {
      says: 'a call that chooses who sees it',
      row: (world) => ({ user_id: world.accounts.mia.id, ...inNorth, ...over, visible_to_admins_of: null }),
      by: [],
    },
  ],
  // a call keeps its owner and its organisation; its agent is of that organisation
  service: { move: ['bad_request', '23503', '23514'] },
} satisfies TableExpectation
