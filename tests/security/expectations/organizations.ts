import type { TableExpectation } from '../matrix/expectation.ts'
import { inPerson, membersOf, ownersOf } from '../matrix/rule.ts'

export const organizations = {
  table: 'public.organizations',
  seenBy: [membersOf('id')],
  changedBy: [inPerson(ownersOf('id'))],
  columns: { read: 'all', update: ['name', 'admins_see_calls', 'member_budget_micro_usd'] },
  // create_organization makes them, with their owner
  inserts: [{ says: 'an organisation', row: () => ({ name: 'Mine' }), by: [] }],
  service: { move: ['23505'] },
} satisfies TableExpectation
