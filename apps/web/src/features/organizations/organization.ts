import type { Tables } from '@parley/shared/database-types'

/** What a member of an organisation may do, from most to least. */
export type Role = 'owner' | 'admin' | 'member'

/** An organisation as one of its members has it. */
export type Organization = {
  id: string
  name: string
  role: Role
  /** Made at sign-up, for one person alone. */
  personal: boolean
  /** What its plan is called and allows; an unknown plan counts as `free`, as in the database. */
  plan: Tables<'plans'>
  /** Owners and admins may read calls that members make from now on. Always false where `personal`. */
  admins_see_calls: boolean
}

/** Owners and admins run an organisation; members use it. */
export function isManager({ role }: Pick<Organization, 'role'>): boolean {
  return role === 'owner' || role === 'admin'
}
