import type { FunctionExpectation } from '../matrix/expectation.ts'
import { plantedSource } from '../world/planted-knowledge.ts'

const source = plantedSource('mia', { state: 'uploading' })

export const aiRefuseSource = {
  function: 'ai.refuse_source(uuid, text)',
  executableBy: ['service_role'],
  calls: [
    {
      says: "Mia's upload",
      args: () => ({ p_source_id: source.id, p_error_code: 'upload_differs' }),
      answer: () => ({ leaves: 'failed' }),
      look: () => `select status from ai.sources where id = '${source.id}'`,
    },
  ],
} satisfies FunctionExpectation
