import type { FunctionExpectation } from '../matrix/expectation.ts'
import { plantedLease, plantedSource } from '../world/planted-knowledge.ts'

const source = plantedSource('mia', { state: 'indexed again' })

export const aiClearSource = {
  function: 'ai.clear_source(uuid, uuid, integer, integer)',
  executableBy: ['service_role'],
  calls: [
    {
      says: 'of the run before',
      args: () => ({ p_source_id: source.id, p_lease_token: plantedLease(source), p_lease_seconds: 20, p_limit: 10 }),
      answer: () => ({ gives: [false], leaves: 0 }),
      look: () => `select count(*) from ai.chunks where run_id = '${source.otherRunId}'`,
    },
  ],
} satisfies FunctionExpectation
