import type { PlantedSource } from '../world/planted-knowledge.ts'
import { ORGANIZATIONS } from '../world/planted-rows.ts'
import { personOnly } from './answers.ts'
import type { Answer, DeclaredCall } from './expectation.ts'
import { readsSource } from './source-rules.ts'

/** What only its owner does with a source, and owners and admins with one that all see. Who may not read it learns nothing. */
export function sourceCall(source: PlantedSource, done: Answer, look?: string): DeclaredCall {
  return {
    says: `for ${source.by}'s source in ${source.in} (${source.visibility}, ${source.state})`,
    args: () => ({ p_source_id: source.id }),
    look: look === undefined ? undefined : () => look,
    answer(actor, world) {
      if (!readsSource(actor, world, source)) return personOnly(actor, { fails: 'source_not_found' })
      const role = world.roleIn(actor.person, ORGANIZATIONS[source.in].id)
      const mayChange = source.by === actor.person || role === 'owner' || role === 'admin'
      return personOnly(actor, mayChange ? done : { fails: 'role_too_low' })
    },
  }
}
