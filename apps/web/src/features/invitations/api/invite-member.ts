import type { InviteMemberRequest } from '@parley/shared/invite-member'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { invokeFunction } from '@/lib/invoke-function.ts'

/** Whom to invite, and as what. */
export type NewInvitation = Pick<InviteMemberRequest, 'email' | 'role'>

/** Invites an address by mail. An address that is invited already gets a new mail; the link before is worth nothing. */
export function useInviteMember(organizationId: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (invitation: NewInvitation) =>
      invokeFunction('invite-member', {
        organization_id: organizationId,
        ...invitation,
      } satisfies InviteMemberRequest),
    onSettled: () => client.invalidateQueries({ queryKey: ['organizations'] }),
  })
}
