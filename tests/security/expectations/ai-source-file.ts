import { personOnly } from '../matrix/answers.ts'
import type { DeclaredCall, FunctionExpectation } from '../matrix/expectation.ts'
import { readsSource } from '../matrix/source-rules.ts'
import { type PlantedSource, plantedPath, plantedSource } from '../world/planted-knowledge.ts'
import { secretOf } from '../world/secret-of.ts'

const file = (source: PlantedSource): DeclaredCall => ({
  says: `${source.by}'s ${source.visibility} file in ${source.in}`,
  args: () => ({ p_source_id: source.id }),
  answer: (actor, world) =>
    personOnly(
      actor,
      readsSource(actor, world, source)
        ? { gives: [{ name: secretOf(`document ${source.id}`), storage_path: plantedPath(source) }] }
        : { fails: 'source_not_found' },
    ),
})

export const aiSourceFile = {
  function: 'ai.source_file(uuid)',
  executableBy: ['authenticated'],
  calls: [
    file(plantedSource('max', { visibility: 'private' })),
    file(plantedSource('gone', { visibility: 'private' })),
    file(plantedSource('gone', { visibility: 'organization' })),
    file(plantedSource('sam')),
  ],
} satisfies FunctionExpectation
