import type { Tables } from '@parley/shared/database-types'
import { queryOptions } from '@tanstack/react-query'
import { supabase } from '@/lib/supabase.ts'

/** One connection of a call that carried it: from `taken_at` to `ended_at`. */
export type Segment = Pick<
  Tables<'call_segments'>,
  'id' | 'call_id' | 'number' | 'taken_at' | 'ended_at' | 'end_reason'
>

/** The segments that carried a call, in order. Those that only stood by are left out. */
export function segmentsQuery(callId: string) {
  return queryOptions({
    queryKey: ['segments', callId],
    queryFn: async (): Promise<Segment[]> => {
      const { data, error } = await supabase
        .from('call_segments')
        .select('id, call_id, number, taken_at, ended_at, end_reason')
        .eq('call_id', callId)
        .not('taken_at', 'is', null)
        .order('number')
      if (error) throw error
      return data
    },
  })
}
