import type { Actor } from '../matrix/actor.ts'
import { byRole, tooLow } from '../matrix/answers.ts'
import type { Answer, FunctionExpectation } from '../matrix/expectation.ts'
import { ORGANIZATIONS } from '../world/planted-rows.ts'
import { spentIn } from '../world/planted-spend.ts'

const args = (everyone: boolean) => () => ({
  p_organization_id: ORGANIZATIONS.north.id,
  p_from: '2000-01-01T00:00:00Z',
  p_to: '3000-01-01T00:00:00Z',
  p_by: 'model',
  p_everyone: everyone,
})

const sum = (cost: number): Answer => ({
  gives: cost === 0 ? [] : [{ key: 'gpt-5.5-mini', cost_micro_usd: cost }],
})
const mine = (actor: Actor) => sum(spentIn('north', actor.person))
const all = sum(spentIn('north'))

export const usageReport = {
  function: 'public.usage_report(uuid, timestamp with time zone, timestamp with time zone, text, boolean)',
  executableBy: ['authenticated'],
  calls: [
    {
      says: 'of their own in North',
      args: args(false),
      answer: (actor, world) =>
        byRole(actor, world, 'north', { owner: mine(actor), admin: mine(actor), member: mine(actor) }),
    },
    {
      says: "of everybody's in North",
      args: args(true),
      answer: (actor, world) => byRole(actor, world, 'north', { owner: all, admin: all, member: tooLow }),
    },
  ],
} satisfies FunctionExpectation
