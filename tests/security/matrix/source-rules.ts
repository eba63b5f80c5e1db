import { PLANTED_SOURCES, type PlantedSource } from '../world/planted-knowledge.ts'
import { ORGANIZATIONS } from '../world/planted-rows.ts'
import type { Actor } from './actor.ts'
import type { Rule } from './rule.ts'
import type { Row, WorldFacts } from './world-facts.ts'

/** Whether somebody may read a planted source: a member, of those that all see, and of their own. */
export function readsSource(actor: Actor, world: WorldFacts, { in: where, by, visibility }: PlantedSource): boolean {
  const isMember = world.roleIn(actor.person, ORGANIZATIONS[where].id) !== null
  return isMember && (visibility === 'organization' || by === actor.person)
}

/** Those who may read the source whose id stands in that column. */
export const readersOfSource = (column: string): Rule => ({
  says: `members of its organisation who may read the source in ${column}`,
  holds(actor, row, world) {
    const source = sourceIn(row, column)
    return !!source && readsSource(actor, world, source)
  },
})

/** The same, of rows of the source's complete run: others are nobody's. */
export const readersOfCompleteRun: Rule = {
  says: 'members of its organisation who may read the source in source_id, of its complete run',
  holds(actor, row, world) {
    const source = sourceIn(row, 'source_id')
    return !!source?.runId && source.runId === row.run_id && readsSource(actor, world, source)
  },
}

/** Who gave the source whose id stands in that column, as long as they are a member. */
export const giverOfSource = (column: string): Rule => ({
  says: `who gave the source in ${column}, as long as they are a member`,
  holds(actor, row, world) {
    const source = sourceIn(row, column)
    return source?.by === actor.person && readersOfSource(column).holds(actor, row, world)
  },
})

function sourceIn(row: Row, column: string): PlantedSource | undefined {
  return PLANTED_SOURCES.find(({ id }) => id === row[column])
}
