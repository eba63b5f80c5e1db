import { z } from 'zod'

/** Body of `POST /functions/v1/invite-member`. Inviting an address again sends a new mail; the one before is worth nothing then. */
export const inviteMemberRequest = z.strictObject({
  /** A shared organisation that the caller is an owner or admin of. */
  organization_id: z.uuid(),
  /** Compared without regard to case. */
  email: z.string().trim().toLowerCase().pipe(z.email().max(254)),
  /** Owners are made of members, never invited. */
  role: z.enum(['admin', 'member']),
})
export type InviteMemberRequest = z.infer<typeof inviteMemberRequest>

/** Answer of `invite-member`: the mail is on its way. The token is in the mail and nowhere else. */
export const inviteMemberResponse = z.object({
  invitation_id: z.uuid(),
  email: z.email(),
  /** ISO 8601 */
  expires_at: z.iso.datetime({ offset: true }),
})
export type InviteMemberResponse = z.infer<typeof inviteMemberResponse>
