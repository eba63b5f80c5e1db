import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Person } from './choose-people.ts'
import { type ListQuery, listQueries } from './list-queries.ts'
import { type ThreeWays, type Way, waysOf } from './three-ways.ts'

const TITLES: Record<Way, string> = {
  rls: 'as the person, under the policies',
  owner: 'as the table owner, with the filter',
  naive: 'as the person, under naive policies (not run)',
}

/** Writes a file a query: the statements, and the plans of each way for the first person of each kind. */
export async function keepPlans(ways: ThreeWays, people: readonly Person[][], dir: string): Promise<void> {
  await mkdir(dir, { recursive: true })
  for (const query of listQueries) {
    const parts = [
      `-- ${query.name} (${query.screen})`,
      tidy(query.asUser),
      '\n-- as the table owner',
      tidy(query.asOwner),
    ]
    for (const [person] of people) {
      if (person && (!query.only || query.only === person.kind)) parts.push(...(await plansFor(ways, query, person)))
    }
    await writeFile(join(dir, `${query.name}.txt`), `${parts.join('\n')}\n`)
  }
}

async function plansFor(ways: ThreeWays, query: ListQuery, person: Person): Promise<string[]> {
  const parts: string[] = []
  for (const way of waysOf(query)) {
    const lines = await ways.plan(query, way, person)
    parts.push(`\n== ${person.kind}: ${TITLES[way]}`, ...lines)
  }
  return parts
}

function tidy(statement: string): string {
  return statement.replaceAll(/\n\s+/g, '\n  ')
}
