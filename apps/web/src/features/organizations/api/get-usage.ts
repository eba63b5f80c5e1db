import { queryOptions } from '@tanstack/react-query'
import { supabase } from '@/lib/supabase.ts'

/** What is used of a plan: calls that go on now, and minutes of calls in this calendar month (UTC). */
export type Usage = { live_calls: number; call_minutes_used: number }

/** What an organisation uses of its plan. Minutes run while calls do, so it is read again every minute. */
export function usageQuery(organizationId: string) {
  return queryOptions({
    queryKey: ['organizations', organizationId, 'usage'],
    queryFn: async (): Promise<Usage> => {
      const { data, error } = await supabase.rpc('organization_usage', { p_organization_id: organizationId }).single()
      if (error) throw error
      return { live_calls: Number(data.live_calls), call_minutes_used: Number(data.call_minutes_used) }
    },
    refetchInterval: 60_000,
  })
}
