import type { TableExpectation } from '../matrix/expectation.ts'
import { inPerson, personIn } from '../matrix/rule.ts'
import { ORGANIZATIONS, plantedAgent } from '../world/planted-rows.ts'

/** Of nobody but their person: no role of the organisation opens them, and no agent reads them. */
const theirs = [inPerson(personIn('user_id'))]

export const chatSessions = {
  table: 'public.chat_sessions',
  seenBy: theirs,
  changedBy: theirs,
  deletedBy: theirs,
  columns: { read: 'all', update: ['title'] },
  inserts: [
    {
      says: 'a session of their own',
      row: (world, { id }) => ({
        user_id: id ?? world.accounts.mia.id,
        organization_id: ORGANIZATIONS.north.id,
        agent_id: plantedAgent('north'),
      }),
      by: [],
      service: 'denied',
    },
  ],
  service: { insert: [], update: [], delete: 'denied' },
} satisfies TableExpectation
