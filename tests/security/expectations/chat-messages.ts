import type { TableExpectation } from '../matrix/expectation.ts'
import { inPerson, personIn } from '../matrix/rule.ts'
import { plantedRun } from '../world/planted-runs.ts'

const run = plantedRun('mia', 'completed')

export const chatMessages = {
  table: 'public.chat_messages',
  seenBy: [inPerson(personIn('user_id'))],
  columns: { read: 'all' },
  inserts: [
    {
      says: "an answer in Mia's session",
      row: (world) => ({
        session_id: run.sessionId,
        run_id: run.id,
        user_id: world.accounts.mia.id,
        role: 'assistant',
        step: 2,
        text: 'made up',
      }),
      by: [],
      service: 'denied',
    },
  ],
  service: { insert: [], update: [], delete: 'denied' },
} satisfies TableExpectation
