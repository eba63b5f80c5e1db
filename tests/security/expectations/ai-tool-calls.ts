import type { TableExpectation } from '../matrix/expectation.ts'
import { inPerson, personIn } from '../matrix/rule.ts'
import { plantedRun } from '../world/planted-runs.ts'
import { stableUuid } from '../world/stable-uuid.ts'

export const aiToolCalls = {
  table: 'ai.tool_calls',
  seenBy: [inPerson(personIn('user_id'))],
  columns: {
    // all but who makes the call: the lease of its worker
    read: [
      'id',
      'run_id',
      'call_id',
      'user_id',
      'step',
      'number',
      'provider_call_id',
      'name',
      'tool_id',
      'arguments',
      'needs_approval',
      'client',
      'repeatable',
      'status',
      'output',
      'citations',
      'ms',
      'attempts',
      'expires_at',
      'created_at',
      'started_at',
      'finished_at',
    ],
  },
  inserts: [
    {
      says: "a tool call of Mia's run",
      row: (world) => ({
        id: stableUuid('made up tool call'),
        run_id: plantedRun('mia', 'running').id,
        user_id: world.accounts.mia.id,
        step: 9,
        provider_call_id: 'made up',
        name: 'order',
        arguments: '{}',
      }),
      by: [],
      service: 'denied',
    },
  ],
  service: { insert: [], update: [], delete: 'denied' },
} satisfies TableExpectation
