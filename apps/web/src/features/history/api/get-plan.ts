import { queryOptions } from '@tanstack/react-query'
import { supabase } from '@/lib/supabase.ts'

/** What the user's plan is called and allows. */
export type Plan = { id: string; name: string; live_calls: number }

/** The user's plan; an unknown one counts as `free`, as in the database. */
export const planQuery = queryOptions({
  queryKey: ['plan'],
  queryFn: async (): Promise<Plan | null> => {
    const [profile, plans] = await Promise.all([
      supabase.from('profiles').select('plan').maybeSingle(),
      supabase.from('plans').select('id, name, live_calls'),
    ])
    const error = profile.error ?? plans.error
    if (error) throw error
    const named = (id: string | undefined) => plans.data?.find((plan) => plan.id === id)
    return named(profile.data?.plan) ?? named('free') ?? null
  },
})
