import type { FunctionExpectation } from '../matrix/expectation.ts'
import { plantedLease, plantedSource } from '../world/planted-knowledge.ts'

const source = plantedSource('mia', { state: 'embedding' })

export const aiSaveSourcePages = {
  function: 'ai.save_source_pages(uuid, uuid, integer, integer, jsonb, boolean)',
  executableBy: ['service_role'],
  calls: [
    {
      says: "another of Mia's source",
      args: () => ({
        p_source_id: source.id,
        p_lease_token: plantedLease(source),
        p_lease_seconds: 20,
        p_pages_total: 2,
        p_pages: JSON.stringify([{ number: 2, title: '', text: 'more', chunks: [] }]),
        p_last: false,
      }),
      answer: () => ({ leaves: 2 }),
      look: () => `select count(*) from ai.pages where run_id = '${source.otherRunId}'`,
    },
  ],
} satisfies FunctionExpectation
