import type { Tables } from '@parley/shared/database-types'
import { REALTIME_VOICES } from '@parley/shared/realtime-voices'

type Plan = Pick<Tables<'plans'>, 'id' | 'name' | 'models' | 'voices'>

/** Something to choose. `excluded`: why the organisation's plan leaves it out. */
export type PlanChoice = { value: string; excluded: string | null }

/**
 * Voices to choose from, with those that only other plans have.
 *
 * @param chosen what the draft has, which stays in the list whatever the plan
 */
export function voiceChoices(plan: Plan, plans: readonly Plan[], chosen: string): PlanChoice[] {
  const values = new Set([...REALTIME_VOICES, ...plans.flatMap(({ voices }) => voices ?? []), chosen])
  return choices(values, plan, plans, ({ voices }, voice) => voices === null || voices.includes(voice))
}

/** Models to choose from, those of other plans with them. The server's default is none of them: every plan has it. */
export function modelChoices(plan: Plan, plans: readonly Plan[], chosen: string): PlanChoice[] {
  const values = new Set([...plans.flatMap(({ models }) => models), ...(chosen ? [chosen] : [])])
  return choices(values, plan, plans, ({ models }, model) => models.includes(model))
}

function choices(
  values: Iterable<string>,
  plan: Plan,
  plans: readonly Plan[],
  has: (plan: Plan, value: string) => boolean,
): PlanChoice[] {
  return [...values].map((value) => {
    if (has(plan, value)) return { value, excluded: null }
    const others = plans.filter((other) => has(other, value)).map(({ name }) => name)
    return { value, excluded: others.length > 0 ? `in ${others.join(' and ')}` : `not in ${plan.name}` }
  })
}
