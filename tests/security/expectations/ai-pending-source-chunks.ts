import type { FunctionExpectation } from '../matrix/expectation.ts'
import { plantedLease, plantedSource } from '../world/planted-knowledge.ts'

const source = plantedSource('mia', { state: 'embedding' })

export const aiPendingSourceChunks = {
  function: 'ai.pending_source_chunks(uuid, uuid, integer)',
  executableBy: ['service_role'],
  calls: [
    {
      says: "of Mia's source",
      args: () => ({ p_source_id: source.id, p_lease_token: plantedLease(source), p_limit: 10 }),
      answer: () => ({ gives: [{ number: 2 }] }),
    },
  ],
} satisfies FunctionExpectation
