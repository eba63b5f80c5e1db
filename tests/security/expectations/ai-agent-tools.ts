import type { InsertAttempt, TableExpectation } from '../matrix/expectation.ts'
import { adminsOf, inPerson, membersOf, type Rule } from '../matrix/rule.ts'
import { ORGANIZATIONS, plantedAgent } from '../world/planted-rows.ts'
import { plantedTool } from '../world/planted-tools.ts'
import { stableUuid } from '../world/stable-uuid.ts'

const admins = [inPerson(adminsOf('organization_id'))]

const membersWhoSeeTheAgent: Rule = {
  says: 'members of the organisation in organization_id, where the agent is published',
  holds: (actor, row, world) =>
    [plantedAgent('north'), plantedAgent('south')].includes(String(row.agent_id)) &&
    membersOf('organization_id').holds(actor, row, world),
}

const archived = (where: 'north' | 'south'): InsertAttempt => ({
  says: `for ${where}'s archived agent`,
  row: () => ({
    agent_id: stableUuid(`agent ${where} archived`),
    tool_id: plantedTool(where),
    organization_id: ORGANIZATIONS[where].id,
  }),
  by: admins,
})

export const aiAgentTools = {
  table: 'ai.agent_tools',
  seenBy: [membersWhoSeeTheAgent, adminsOf('organization_id')],
  deletedBy: admins,
  columns: { read: 'all', insert: ['agent_id', 'tool_id', 'organization_id'] },
  inserts: [archived('north'), archived('south')],
  service: { move: ['23503', '23505'] },
} satisfies TableExpectation
