import type { TableExpectation } from '../matrix/expectation.ts'
import { membersOf } from '../matrix/rule.ts'
import { ORGANIZATIONS } from '../world/planted-rows.ts'

export const memberships = {
  table: 'public.memberships',
  seenBy: [membersOf('organization_id')],
  columns: { read: 'all' },
  inserts: [
    {
      says: 'oneself as an owner of North',
      row: (world) => ({ organization_id: ORGANIZATIONS.north.id, user_id: world.accounts.stray.id, role: 'owner' }),
      by: [],
    },
  ],
  service: {
    // every planted organisation has one owner
    delete: ({ role }) => (role === 'owner' ? 'last_owner' : 'done'),
    move: ['last_owner', 'organization_personal', '23505'],
  },
} satisfies TableExpectation
