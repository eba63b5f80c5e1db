import type { TableExpectation } from '../matrix/expectation.ts'
import { readersOfCompleteRun } from '../matrix/source-rules.ts'
import { PLANTED_EMBEDDING, plantedSource } from '../world/planted-knowledge.ts'

const source = plantedSource('mia', { state: 'ready' })

export const aiChunks = {
  table: 'ai.chunks',
  seenBy: [readersOfCompleteRun],
  columns: { read: 'all' },
  inserts: [
    {
      says: "a chunk of Mia's source",
      row: (world) => ({
        source_id: source.id,
        run_id: source.runId,
        page_id: world.rows['ai.pages']?.find(({ run_id }) => run_id === source.runId)?.id,
        number: 99,
        text: 'made up',
        start_offset: 0,
        end_offset: 7,
        words: 'made:1 up:2',
        embedding: JSON.stringify(PLANTED_EMBEDDING),
      }),
      by: [],
    },
  ],
} satisfies TableExpectation
