import type { Actor } from '../matrix/actor.ts'
import { byRole } from '../matrix/answers.ts'
import type { Answer, FunctionExpectation } from '../matrix/expectation.ts'
import { ORGANIZATIONS } from '../world/planted-rows.ts'
import { LIVE_HOLD, spentIn } from '../world/planted-spend.ts'

const status = (actor: Actor, all: boolean): Answer => ({
  gives: [
    {
      plan: 'pro',
      spent_micro_usd: all ? spentIn('north') : null,
      held_micro_usd: all ? LIVE_HOLD.amount : null,
      my_spent_micro_usd: spentIn('north', actor.person),
    },
  ],
})

export const budgetStatus = {
  function: 'public.budget_status(uuid)',
  executableBy: ['authenticated'],
  calls: [
    {
      says: 'of North',
      args: () => ({ p_organization_id: ORGANIZATIONS.north.id }),
      answer: (actor, world) =>
        byRole(actor, world, 'north', {
          owner: status(actor, true),
          admin: status(actor, true),
          member: status(actor, false),
        }),
    },
  ],
} satisfies FunctionExpectation
