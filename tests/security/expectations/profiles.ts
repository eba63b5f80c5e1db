import type { TableExpectation } from '../matrix/expectation.ts'
import { inPerson, personIn } from '../matrix/rule.ts'

export const profiles = {
  table: 'public.profiles',
  seenBy: [personIn('id')],
  changedBy: [inPerson(personIn('id'))],
  columns: { read: 'all', update: ['display_name'] },
  inserts: [
    // profiles come with the account: there is nobody without one
    { says: 'a profile', row: (world, { id }) => ({ id: id ?? world.accounts.mia.id }), by: [], service: '23505' },
  ],
  service: { move: ['23503'] },
} satisfies TableExpectation
