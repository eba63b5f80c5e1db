import type { FunctionExpectation } from '../matrix/expectation.ts'
import { PLANTED_EMBEDDING, plantedLease, plantedSource } from '../world/planted-knowledge.ts'

const source = plantedSource('mia', { state: 'embedding' })

export const aiSaveSourceChunks = {
  function: 'ai.save_source_chunks(uuid, uuid, integer, jsonb)',
  executableBy: ['service_role'],
  calls: [
    {
      says: "the last of Mia's source",
      args: () => ({
        p_source_id: source.id,
        p_lease_token: plantedLease(source),
        p_lease_seconds: 20,
        p_embeddings: JSON.stringify([{ number: 2, embedding: JSON.stringify(PLANTED_EMBEDDING) }]),
      }),
      answer: () => ({ gives: [0], leaves: 'ready' }),
      look: () => `select status from ai.sources where id = '${source.id}'`,
    },
  ],
} satisfies FunctionExpectation
