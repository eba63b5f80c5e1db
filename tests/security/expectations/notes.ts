import type { TableExpectation } from '../matrix/expectation.ts'
import { inPerson, membersOf, personIn, type Rule } from '../matrix/rule.ts'
import { ORGANIZATIONS } from '../world/planted-rows.ts'

const person: Rule = {
  says: 'the person in user_id, as long as they are a member of the organisation in organization_id',
  holds: (actor, row, world) =>
    personIn('user_id').holds(actor, row, world) && membersOf('organization_id').holds(actor, row, world),
}

export const notes = {
  table: 'public.notes',
  seenBy: [person],
  // their agents too
  changedBy: [person],
  deletedBy: [inPerson(person)],
  columns: { read: 'all', insert: ['id', 'organization_id', 'text'], update: ['text'] },
  inserts: [
    {
      says: 'one in North',
      row: () => ({ organization_id: ORGANIZATIONS.north.id, text: 'Mine' }),
      by: [membersOf('organization_id')],
      // the server is nobody
      service: '23502',
    },
    {
      says: "one in Mia's name",
      row: (world) => ({ organization_id: ORGANIZATIONS.north.id, user_id: world.accounts.mia.id, text: 'Mine' }),
      by: [],
    },
  ],
} satisfies TableExpectation
