import type { FunctionExpectation } from '../matrix/expectation.ts'
import { sourceCall } from '../matrix/source-call.ts'
import { plantedSource } from '../world/planted-knowledge.ts'

const shown = plantedSource('mia', { state: 'indexed again' })
const hidden = plantedSource('max', { visibility: 'private' })
const look = (id: string) => `select status from ai.sources where id = '${id}'`

export const aiReindexSource = {
  function: 'ai.reindex_source(uuid)',
  executableBy: ['authenticated'],
  calls: [
    sourceCall(shown, { leaves: 'queued' }, look(shown.id)),
    sourceCall(hidden, { leaves: 'queued' }, look(hidden.id)),
    sourceCall(plantedSource('mia', { state: 'embedding' }), { fails: 'source_busy' }),
  ],
} satisfies FunctionExpectation
