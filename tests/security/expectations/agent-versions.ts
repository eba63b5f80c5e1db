import type { TableExpectation } from '../matrix/expectation.ts'
import { adminsOf, membersOf, where } from '../matrix/rule.ts'
import { ORGANIZATIONS, plantedAgent } from '../world/planted-rows.ts'

export const agentVersions = {
  table: 'public.agent_versions',
  seenBy: [where('status', 'published', membersOf('organization_id')), adminsOf('organization_id')],
  columns: { read: 'all' },
  // a trigger keeps them: nobody writes them, the service neither
  inserts: [
    {
      says: "a version of North's agent",
      row: () => ({
        agent_id: plantedAgent('north'),
        number: 99,
        organization_id: ORGANIZATIONS.north.id,
        name: 'New',
        instructions: 'Be rude.',
        greeting: '',
        voice: 'marin',
        tools: '[]',
        status: 'archived',
        archived_at: '2026-01-01T00:00:00Z',
      }),
      by: [],
      service: 'denied',
    },
  ],
  service: { insert: [], update: [], delete: 'denied' },
} satisfies TableExpectation
