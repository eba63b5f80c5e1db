import type { FunctionExpectation } from '../matrix/expectation.ts'
import { plantedLease, plantedSource } from '../world/planted-knowledge.ts'

const source = plantedSource('mia', { state: 'embedding' })

export const aiReleaseSourceJob = {
  function: 'ai.release_source_job(uuid, uuid)',
  executableBy: ['service_role'],
  calls: [
    {
      says: "of Mia's source",
      args: () => ({ p_source_id: source.id, p_lease_token: plantedLease(source) }),
      answer: () => ({ leaves: true }),
      look: () => `select lease_token is null from private.source_jobs where source_id = '${source.id}'`,
    },
  ],
} satisfies FunctionExpectation
