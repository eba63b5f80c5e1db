import type { InviteMemberRequest } from '@parley/shared/invite-member'
import { ParleyError } from '@parley/shared/parley-error'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { errorCode } from '@/lib/error-sentence.ts'
import { supabase } from '@/lib/supabase.ts'

/** Whom to invite, and as what. */
export type NewInvitation = Pick<InviteMemberRequest, 'email' | 'role'>

/** Invites an address by mail. An address that is invited already gets a new mail; the link before is worth nothing. */
export function useInviteMember(organizationId: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: async (invitation: NewInvitation) => {
      const { error } = await supabase.functions.invoke('invite-member', {
        body: { organization_id: organizationId, ...invitation } satisfies InviteMemberRequest,
      })
      if (error) throw await answeredError(error)
    },
    onSettled: () => client.invalidateQueries({ queryKey: ['organizations'] }),
  })
}

/** supabase-js hands the answer of a refused request over as `context`. */
async function answeredError(error: unknown): Promise<unknown> {
  const { context } = error as { context?: Partial<Response> }
  if (typeof context?.json !== 'function') return new TypeError('Failed to fetch', { cause: error })
  const body: unknown = await context.json().catch(() => undefined)
  const code = errorCode((body as { error?: unknown } | undefined)?.error ?? body)
  return code ? new ParleyError(code, { cause: error }) : error
}
