import type { TableExpectation } from '../matrix/expectation.ts'
import { readersOfCompleteRun } from '../matrix/source-rules.ts'
import { plantedSource } from '../world/planted-knowledge.ts'

const source = plantedSource('mia', { state: 'ready' })

export const aiPages = {
  table: 'ai.pages',
  seenBy: [readersOfCompleteRun],
  columns: { read: 'all' },
  inserts: [
    {
      says: "a page of Mia's source",
      row: () => ({ source_id: source.id, run_id: source.runId, number: 99, text: 'made up' }),
      by: [],
    },
  ],
} satisfies TableExpectation
