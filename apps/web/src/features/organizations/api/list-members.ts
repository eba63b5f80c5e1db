import { queryOptions } from '@tanstack/react-query'
import { supabase } from '@/lib/supabase.ts'
import type { Role } from '../organization.ts'

/** Somebody who belongs to an organisation. `email`: for owners and admins, and one's own. */
export type Member = { user_id: string; role: Role; name: string; email: string | null; joined_at: string }

/** An organisation's members, owners first. */
export function membersQuery(organizationId: string) {
  return queryOptions({
    queryKey: ['organizations', organizationId, 'members'],
    queryFn: async (): Promise<Member[]> => {
      const { data, error } = await supabase.rpc('list_members', { p_organization_id: organizationId })
      if (error) throw error
      return data.map(({ display_name, role, ...member }) => ({
        ...member,
        role: role as Role,
        name: display_name ?? member.email ?? 'Somebody without a name',
      }))
    },
  })
}
