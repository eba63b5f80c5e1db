import type { TableExpectation } from '../matrix/expectation.ts'
import { inPerson, type Rule, where } from '../matrix/rule.ts'
import { PLANTED_RUNS } from '../world/planted-runs.ts'

const theirChannels: Rule = {
  says: 'the person whose channel it is, or whose run it is about',
  holds: ({ id, person }, { topic }) =>
    topic === `user:${id}` || PLANTED_RUNS.some((run) => run.by === person && topic === `run:${run.id}`),
}

/** Private channels: who sees a message of a topic joins it. People hear what is theirs, and tell nothing. */
export const realtimeMessages = {
  table: 'realtime.messages',
  ofPlatform: 'but delete',
  seenBy: [where('extension', 'broadcast', inPerson(theirChannels))],
  columns: { read: 'all', update: ['event'] },
  inserts: [
    {
      says: 'a message on their own channel',
      row: (world, { id }) => ({
        topic: `user:${id ?? world.accounts.mia.id}`,
        extension: 'broadcast',
        event: 'run.done',
        payload: '{}',
        private: true,
      }),
      by: [],
    },
    {
      says: "a message about Mia's run",
      row: () => ({ topic: `run:${PLANTED_RUNS[1]?.id}`, extension: 'broadcast', event: 'text.delta', private: true }),
      by: [],
    },
  ],
  service: { delete: 'denied' },
} satisfies TableExpectation
