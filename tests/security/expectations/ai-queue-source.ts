import type { FunctionExpectation } from '../matrix/expectation.ts'
import { plantedSource } from '../world/planted-knowledge.ts'

const source = plantedSource('mia', { state: 'uploading' })

export const aiQueueSource = {
  function: 'ai.queue_source(uuid)',
  executableBy: ['service_role'],
  calls: [
    {
      says: "Mia's upload",
      args: () => ({ p_source_id: source.id }),
      answer: () => ({ gives: [true], leaves: 'queued' }),
      look: () => `select status from ai.sources where id = '${source.id}'`,
    },
  ],
} satisfies FunctionExpectation
