import { useMutation } from '@tanstack/react-query'
import { supabase } from '@/lib/supabase.ts'

/** Makes a tool's signing secret and answers it, once. The one before stays good for a day, unless it is to end now. */
export function useRotateToolSecret(toolId: string) {
  return useMutation({
    mutationFn: async (endPrevious: boolean): Promise<string> => {
      const { data, error } = await supabase
        .schema('ai')
        .rpc('rotate_tool_secret', { p_tool_id: toolId, p_end_previous: endPrevious })
      if (error) throw error
      return data
    },
    // Nowhere but on the screen that asked.
    gcTime: 0,
  })
}
