import type { FunctionExpectation } from '../matrix/expectation.ts'
import { ORGANIZATIONS } from '../world/planted-rows.ts'

export const writeLog = {
  function: 'public.write_log(text, text, text, uuid, uuid, jsonb)',
  executableBy: ['service_role'],
  calls: [
    {
      says: 'about North',
      args: () => ({ p_event: 'planted', p_message: 'It was so.', p_organization_id: ORGANIZATIONS.north.id }),
      answer: () => ({ leaves: ORGANIZATIONS.north.id }),
      look: () => "select organization_id from app_logs where event = 'planted'",
    },
  ],
} satisfies FunctionExpectation
