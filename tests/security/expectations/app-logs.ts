import type { TableExpectation } from '../matrix/expectation.ts'
import { adminsOf, inPerson, personIn } from '../matrix/rule.ts'

export const appLogs = {
  table: 'public.app_logs',
  // agents have get_logs, which names nobody
  seenBy: [inPerson(personIn('user_id')), inPerson(adminsOf('organization_id'))],
  columns: { read: 'all' },
  // write_log writes them, for the server
  inserts: [
    { says: 'a line', row: () => ({ event: 'made_up', message: 'It was not me.' }), by: [], service: 'denied' },
  ],
  service: { insert: [], update: [] },
} satisfies TableExpectation
