import type { FunctionExpectation } from '../matrix/expectation.ts'
import { plantedLease, plantedSource } from '../world/planted-knowledge.ts'

const source = plantedSource('mia', { state: 'embedding' })

export const aiFailSourceJob = {
  function: 'ai.fail_source_job(uuid, uuid, text, real)',
  executableBy: ['service_role'],
  calls: [
    {
      says: "of Mia's source",
      args: () => ({
        p_source_id: source.id,
        p_lease_token: plantedLease(source),
        p_error_code: 'embedding_unavailable',
        p_retry_seconds: null,
      }),
      answer: () => ({ leaves: 'failed' }),
      look: () => `select status from ai.sources where id = '${source.id}'`,
    },
  ],
} satisfies FunctionExpectation
