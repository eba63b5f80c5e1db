import { type QueryClient, useMutation, useQueryClient } from '@tanstack/react-query'
import { supabase } from '@/lib/supabase.ts'
import { ownMoves } from '../own-moves.ts'
import { myOrganizationsQuery } from './list-my-organizations.ts'

/** Makes another of the person's organisations the one they work in, on all their devices. */
export async function switchOrganization(client: QueryClient, organizationId: string): Promise<void> {
  if (client.getQueryData(myOrganizationsQuery.queryKey)?.current.id === organizationId) return
  await ownMoves.during(organizationId, async () => {
    const { error } = await supabase.rpc('switch_organization', { p_organization_id: organizationId })
    if (error) throw error
  })
  // Screens change when this is read; the token follows by `useAccessChanges`.
  await client.refetchQueries({ queryKey: myOrganizationsQuery.queryKey })
}

/** The same for components. */
export function useSwitchOrganization() {
  const client = useQueryClient()
  return useMutation({ mutationFn: (organizationId: string) => switchOrganization(client, organizationId) })
}
