import type { OrganizationName, PersonName } from './people.ts'
import { stableUuid } from './stable-uuid.ts'

/** A call as it was made: what the organisation's setting said then decides who sees it for good. */
export interface PlantedCall {
  id: string
  by: PersonName
  /** null: the caller's personal organisation */
  in: OrganizationName | null
  /** whether `admins_see_calls` was on when the call began; it means nothing in a personal organisation */
  whileAdminsSee: boolean
  live: boolean
  /** live, but its relay has given no sign of life for long */
  stale: boolean
}

const call = (
  by: PersonName,
  where: OrganizationName | null,
  whileAdminsSee: boolean,
  live = false,
  stale = false,
): PlantedCall => ({
  id: stableUuid(`call ${by} ${where} ${whileAdminsSee} ${live}`),
  by,
  in: where,
  whileAdminsSee,
  live,
  stale,
})

export const PLANTED_CALLS = [
  call('mia', 'north', true),
  call('mia', 'north', false),
  call('mia', 'north', true, true),
  call('mia', null, true),
  call('max', 'north', true),
  call('adam', 'north', false),
  call('olga', 'north', true),
  call('ivy', 'north', true),
  call('gone', 'north', true),
  call('gone', 'north', false),
  call('ivy', 'south', true),
  call('ivy', 'south', false),
  call('otto', 'south', false),
  call('sam', 'south', true),
  call('sam', 'south', true, true),
  call('stray', null, true),
  // the last: whoever opens a call after it would close it
  call('max', 'north', true, true, true),
]

/** The planted call of somebody; throws where there is none. */
export function plantedCall(by: PersonName, which: Partial<Omit<PlantedCall, 'id' | 'by'>> = {}): PlantedCall {
  const found = PLANTED_CALLS.find(
    (planted) =>
      planted.by === by &&
      (which.in === undefined || planted.in === which.in) &&
      (which.whileAdminsSee === undefined || planted.whileAdminsSee === which.whileAdminsSee) &&
      planted.live === (which.live ?? false),
  )
  if (!found) throw new Error(`No such planted call of ${by}`)
  return found
}
