import type { TableExpectation } from '../matrix/expectation.ts'
import { adminsOf, inPerson } from '../matrix/rule.ts'
import { ORGANIZATIONS, sha256 } from '../world/planted-rows.ts'

export const invitations = {
  table: 'public.invitations',
  seenBy: [inPerson(adminsOf('organization_id'))],
  columns: {
    // never token_hash: it is what the mail proves
    read: [
      'id',
      'organization_id',
      'email',
      'role',
      'invited_by',
      'sent_at',
      'expires_at',
      'accepted_at',
      'accepted_by',
      'revoked_at',
      'created_at',
    ],
  },
  // invite_member makes them
  inserts: [
    {
      says: 'an invitation to North',
      row: () => ({
        organization_id: ORGANIZATIONS.north.id,
        email: 'new@example.test',
        role: 'admin',
        token_hash: sha256('x'),
      }),
      by: [],
    },
  ],
  service: { move: ['23505'] },
} satisfies TableExpectation
