import type { FunctionExpectation } from '../matrix/expectation.ts'
import { plantedSource } from '../world/planted-knowledge.ts'

const source = plantedSource('mia', { state: 'uploading' })

export const aiDeleteStaleUploads = {
  function: 'ai.delete_stale_uploads()',
  executableBy: ['service_role'],
  calls: [
    {
      says: 'two days old',
      args: () => ({}),
      answer: () => ({ leaves: 0 }),
      look: () => `select count(*) from documents where source_id = '${source.id}'`,
    },
  ],
} satisfies FunctionExpectation
