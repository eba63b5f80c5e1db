import type { FunctionExpectation } from '../matrix/expectation.ts'
import { plantedCall } from '../world/planted-calls.ts'
import { sha256, TICKET } from '../world/planted-rows.ts'

export const redeemCallTicket = {
  function: 'public.redeem_call_ticket(text, text)',
  executableBy: ['service_role'],
  calls: [
    {
      says: "with the ticket for Mia's call",
      args: () => ({ p_token_hash: sha256(TICKET), p_worker: 'worker' }),
      answer: (_, world) => ({
        gives: [{ call_id: plantedCall('mia', { live: true }).id, user_id: world.accounts.mia.id, segment_number: 2 }],
      }),
    },
    {
      says: 'with a guess',
      args: () => ({ p_token_hash: sha256('guess'), p_worker: 'worker' }),
      answer: () => ({ fails: 'ticket_invalid' }),
    },
  ],
} satisfies FunctionExpectation
