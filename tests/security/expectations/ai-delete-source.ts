import type { FunctionExpectation } from '../matrix/expectation.ts'
import { sourceCall } from '../matrix/source-call.ts'
import { plantedSource } from '../world/planted-knowledge.ts'

const shown = plantedSource('gone', { visibility: 'organization' })
const hidden = plantedSource('max', { visibility: 'private' })
const look = (id: string) => `select count(*) from documents where source_id = '${id}'`

export const aiDeleteSource = {
  function: 'ai.delete_source(uuid)',
  executableBy: ['authenticated'],
  calls: [
    sourceCall(shown, { leaves: 0 }, look(shown.id)),
    sourceCall(hidden, { leaves: 0 }, look(hidden.id)),
    sourceCall(plantedSource('otto'), { leaves: 0 }, look(plantedSource('otto').id)),
  ],
} satisfies FunctionExpectation
