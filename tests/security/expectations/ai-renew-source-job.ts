import type { FunctionExpectation } from '../matrix/expectation.ts'
import { plantedLease, plantedSource } from '../world/planted-knowledge.ts'

const source = plantedSource('mia', { state: 'embedding' })

export const aiRenewSourceJob = {
  function: 'ai.renew_source_job(uuid, uuid, integer)',
  executableBy: ['service_role'],
  calls: [
    {
      says: "of Mia's source",
      args: () => ({ p_source_id: source.id, p_lease_token: plantedLease(source), p_lease_seconds: 1 }),
      answer: () => ({ leaves: true }),
      look: () =>
        `select leased_until < now() + interval '1 minute' from private.source_jobs where source_id = '${source.id}'`,
    },
  ],
} satisfies FunctionExpectation
