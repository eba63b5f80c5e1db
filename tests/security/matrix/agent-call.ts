import type { AGENTS } from '../world/planted-rows.ts'
import { ORGANIZATIONS, plantedAgent } from '../world/planted-rows.ts'
import { stableUuid } from '../world/stable-uuid.ts'
import type { Actor } from './actor.ts'
import { inPersonOnly } from './answers.ts'
import type { Answer, DeclaredCall } from './expectation.ts'
import type { WorldFacts } from './world-facts.ts'

type Status = (typeof AGENTS)[number]['status']

/** A change of North's agent in that state: its owners and admins may; members are told so where they see the agent. */
export function agentCall(status: Status, args: Record<string, unknown>, done: Answer): DeclaredCall {
  const id = status === 'published' ? plantedAgent('north') : stableUuid(`agent north ${status}`)
  return {
    says: `for North's ${status} agent`,
    args: () => ({ p_agent_id: id, ...args }),
    look: () => `select status from agents where id = '${id}'`,
    answer(actor: Actor, world: WorldFacts) {
      const role = world.roleIn(actor.person, ORGANIZATIONS.north.id)
      if (role === 'owner' || role === 'admin') return inPersonOnly(actor, done)
      return { fails: role === 'member' && status === 'published' ? 'role_too_low' : 'agent_not_found' }
    },
  }
}
