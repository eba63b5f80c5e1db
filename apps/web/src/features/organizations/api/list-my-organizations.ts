import type { Tables } from '@parley/shared/database-types'
import { queryOptions } from '@tanstack/react-query'
import { supabase } from '@/lib/supabase.ts'
import type { Organization, Role } from '../organization.ts'

/** The signed-in person and where they belong. */
export type MyOrganizations = {
  userId: string
  /** The one they work in: what they switched to while they are a member of it, else their personal one. */
  current: Organization
  /** The personal one first, the others by name. */
  all: Organization[]
}

/** The person's organisations with role and plan. Kept current by `useAccessChanges`. */
export const myOrganizationsQuery = queryOptions({
  queryKey: ['organizations', 'mine'],
  queryFn: async (): Promise<MyOrganizations> => {
    const userId = (await supabase.auth.getSession()).data.session?.user.id
    if (!userId) throw new Error('not_authenticated')
    const [profile, memberships, plans] = await Promise.all([
      supabase.from('profiles').select('plan, organization_id').eq('id', userId).maybeSingle(),
      supabase
        .from('memberships')
        .select('role, organization:organizations(id, name, personal_of, plan, admins_see_calls)')
        .eq('user_id', userId),
      supabase.from('plans').select(),
    ])
    const error = profile.error ?? memberships.error ?? plans.error
    if (error) throw error
    const all = (memberships.data ?? [])
      .map(({ role, organization }) => toOrganization(role, organization, profile.data?.plan, plans.data ?? []))
      .sort((a, b) => Number(b.personal) - Number(a.personal) || a.name.localeCompare(b.name))
    const current = all.find(({ id }) => id === profile.data?.organization_id) ?? all[0]
    if (!current) throw new Error('organization_not_found')
    return { userId, current, all }
  },
  staleTime: 60_000,
})

type OrganizationRow = Pick<Tables<'organizations'>, 'id' | 'name' | 'personal_of' | 'plan' | 'admins_see_calls'>

function toOrganization(
  role: string,
  { id, name, personal_of, plan, admins_see_calls }: OrganizationRow,
  personalPlan: string | undefined,
  plans: Tables<'plans'>[],
): Organization {
  const personal = personal_of !== null
  const named = (planId: string | undefined) => plans.find((row) => row.id === planId)
  const limits = named(personal ? personalPlan : plan) ?? named('free')
  if (!limits) throw new Error('server_misconfigured')
  return { id, name, role: role as Role, personal, plan: limits, admins_see_calls: admins_see_calls && !personal }
}
