import type { OrganizationName, Role } from '../world/people.ts'
import { ORGANIZATIONS } from '../world/planted-rows.ts'
import type { Actor } from './actor.ts'
import type { Answer } from './expectation.ts'
import type { WorldFacts } from './world-facts.ts'

/** By what the actor is in the organisation. Who is nothing there learns nothing, not even that it is there. */
export function byRole(
  actor: Actor,
  world: WorldFacts,
  where: OrganizationName,
  answers: Record<Role, Answer>,
): Answer {
  const role = world.roleIn(actor.person, ORGANIZATIONS[where].id)
  return role ? answers[role] : { fails: 'organization_not_found' }
}

export const tooLow: Answer = { fails: 'role_too_low' }

/** The same for a person; what would change something is refused to an agent that acts for them. */
export function inPersonOnly(actor: Actor, answer: Answer): Answer {
  const changesNothing = answer === 'denied' || 'fails' in answer
  return actor.isAgent && !changesNothing ? { fails: 'agent_not_allowed' } : answer
}

/** The same for a person; an agent is refused before anything is looked at. */
export function personOnly(actor: Actor, answer: Answer): Answer {
  return actor.isAgent ? { fails: 'agent_not_allowed' } : answer
}
