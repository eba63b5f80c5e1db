import type { InsertAttempt, TableExpectation } from '../matrix/expectation.ts'
import { adminsOf, inPerson, membersOf, where } from '../matrix/rule.ts'
import type { OrganizationName } from '../world/people.ts'
import { ORGANIZATIONS } from '../world/planted-rows.ts'

const madeBy = [inPerson(adminsOf('organization_id'))]

const agentOf = (organizationId: string) => ({ organization_id: organizationId, name: 'New', instructions: 'Be kind.' })

const agentFor = (where: OrganizationName): InsertAttempt => ({
  says: `an agent for ${where}`,
  row: () => agentOf(ORGANIZATIONS[where].id),
  by: madeBy,
})

export const agents = {
  table: 'public.agents',
  seenBy: [where('status', 'published', membersOf('organization_id')), adminsOf('organization_id')],
  changedBy: madeBy,
  columns: {
    read: 'all',
    insert: ['organization_id', 'name', 'description', 'instructions', 'greeting', 'voice', 'model', 'tools', 'status'],
    update: ['name', 'description', 'instructions', 'greeting', 'voice', 'model', 'tools', 'status'],
  },
  inserts: [
    agentFor('north'),
    agentFor('south'),
    { says: 'an agent for Stray alone', row: (world) => agentOf(world.personalOf('stray')), by: madeBy },
    {
      says: "an agent in another's name",
      row: (world) => ({ ...agentOf(ORGANIZATIONS.north.id), created_by: world.accounts.otto.id }),
      by: [],
    },
  ],
  // calls point at agents of their own organisation
  service: { move: ['23503'] },
} satisfies TableExpectation
