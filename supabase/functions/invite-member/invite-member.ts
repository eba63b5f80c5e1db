import type { InviteMemberRequest, InviteMemberResponse } from '@parley/shared/invite-member.ts'
import { ParleyError } from '@parley/shared/parley-error.ts'
import { adminClient } from '../_shared/admin-client.ts'
import { log } from '../_shared/log.ts'
import { randomToken } from '../_shared/random-token.ts'
import { sha256Hex } from '../_shared/sha256-hex.ts'
import { toParleyError } from '../_shared/to-parley-error.ts'
import { userClient } from '../_shared/user-client.ts'
import type { User } from '../_shared/verify-user.ts'
import { invitationUrl } from './invitation-url.ts'
import { sendInvitation } from './send-invitation.ts'

/**
 * Invites an address as the user, whose role and limits the database checks, and has Auth send the mail. The token is
 * made here, goes into the mail's link and nowhere else: the database has its hash.
 *
 * @throws {ParleyError} organization_not_found, role_too_low, organization_personal, already_member, invitations_limit,
 *   origin_not_allowed, invitation_not_sent (nothing is left of it then: inviting again works at once)
 */
export async function inviteMember(input: {
  user: User
  body: InviteMemberRequest
  request: Request
}): Promise<InviteMemberResponse> {
  const token = randomToken()
  const url = invitationUrl(input.request, token)
  const tokenHash = await sha256Hex(token)
  const invitation = await addInvitation(input.user, input.body, tokenHash)
  try {
    await sendInvitation(invitation.email, url)
  } catch (error) {
    await forgetMail(tokenHash)
    throw error
  }
  const { id, email, expires_at } = invitation
  log('info', 'member_invited', { invitation_id: id, organization_id: input.body.organization_id })
  return { invitation_id: id, email, expires_at }
}

async function addInvitation(user: User, body: InviteMemberRequest, tokenHash: string) {
  const { data, error } = await userClient(user)
    .rpc('invite_member', {
      p_organization_id: body.organization_id,
      p_email: body.email,
      p_role: body.role,
      p_token_hash: tokenHash,
    })
    .single()
  if (error) throw toParleyError(error)
  if (!data) throw new ParleyError('internal_error', { cause: new Error('invite_member returned no row') })
  return data
}

/** When this fails too, inviting again works a minute later. */
async function forgetMail(tokenHash: string): Promise<void> {
  const { error } = await adminClient().rpc('forget_invitation_mail', { p_token_hash: tokenHash })
  if (error) log('error', 'invitation_mail_not_forgotten', { code: error.code })
}
