import { useMutation, useQueryClient } from '@tanstack/react-query'
import { supabase } from '@/lib/supabase.ts'

/** Lets the organisation's tools call a host, or takes that back. It holds from then on, for runs and calls that are on, too. */
export function useAllowToolHost(organizationId: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: async ({ host, allowed }: { host: string; allowed: boolean }) => {
      const row = { organization_id: organizationId, host }
      const table = supabase.schema('ai').from('tool_hosts')
      const { error } = allowed ? await table.insert(row) : await table.delete().match(row)
      // It is allowed already: as was wanted.
      if (error && error.code !== '23505') throw error
    },
    onSettled: () => client.invalidateQueries({ queryKey: ['tools', 'hosts', organizationId] }),
  })
}
