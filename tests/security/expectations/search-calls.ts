import type { Actor } from '../matrix/actor.ts'
import type { FunctionExpectation } from '../matrix/expectation.ts'
import { adminsWhoMaySeeCall, callerOf } from '../matrix/rule.ts'
import type { WorldFacts } from '../matrix/world-facts.ts'
import { PLANTED_CALLS, type PlantedCall, plantedCall } from '../world/planted-calls.ts'
import { ORGANIZATIONS } from '../world/planted-rows.ts'
import { secretOf } from '../world/secret-of.ts'

const idsOf = (calls: PlantedCall[]) => ({ gives: calls.map(({ id }) => ({ id })) })

function visibleTo(actor: Actor, world: WorldFacts): PlantedCall[] {
  return PLANTED_CALLS.filter((call) =>
    [callerOf('id'), adminsWhoMaySeeCall('id')].some((rule) => rule.holds(actor, { id: call.id }, world)),
  )
}

export const searchCalls = {
  function: 'public.search_calls(text, integer, timestamp with time zone, uuid, boolean)',
  executableBy: ['authenticated'],
  calls: [
    {
      says: 'of their own',
      args: () => ({ p_limit: 100 }),
      answer: (actor) => idsOf(PLANTED_CALLS.filter(({ by }) => by === actor.person)),
    },
    {
      says: "everyone's",
      args: () => ({ p_limit: 100, p_everyones: true }),
      answer: (actor, world) => idsOf(visibleTo(actor, world)),
    },
    {
      says: "everyone's of South",
      args: () => ({ p_limit: 100, p_everyones: true, p_organization_id: ORGANIZATIONS.south.id }),
      answer: (actor, world) => idsOf(visibleTo(actor, world).filter((call) => call.in === 'south')),
    },
    {
      says: "by a word of Otto's",
      args: () => ({ p_query: secretOf(`message ${plantedCall('otto').id}`), p_everyones: true }),
      answer: (actor, world) => idsOf(visibleTo(actor, world).filter(({ by }) => by === 'otto')),
    },
  ],
} satisfies FunctionExpectation
