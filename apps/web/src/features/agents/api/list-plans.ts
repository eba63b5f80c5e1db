import type { Tables } from '@parley/shared/database-types'
import { queryOptions } from '@tanstack/react-query'
import { supabase } from '@/lib/supabase.ts'

/** Every plan, smallest first: what one's own leaves out is shown with the plan that has it. */
export const plansQuery = queryOptions({
  queryKey: ['plans'],
  queryFn: async (): Promise<Tables<'plans'>[]> => {
    const { data, error } = await supabase.from('plans').select().order('live_calls')
    if (error) throw error
    return data
  },
  staleTime: 300_000,
})
