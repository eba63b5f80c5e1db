import { Button } from '@/components/ui/button.tsx'
import { ConfirmButton } from '@/components/ui/confirm-button.tsx'
import { ProblemLine } from '@/components/ui/problem-line.tsx'
import { roleWithArticle } from '@/features/organizations/role-words.ts'
import { type NewInvitation, useInviteMember } from '../api/invite-member.ts'
import type { OpenInvitation } from '../api/list-invitations.ts'
import { useRevokeInvitation } from '../api/revoke-invitation.ts'

type InvitationRowProps = { organizationId: string; invitation: OpenInvitation }

/** An invitation that waits: how long it still holds, sending it again, taking it back. */
export function InvitationRow({ organizationId, invitation }: InvitationRowProps) {
  const { id, email, role, expires_at } = invitation
  const again = useInviteMember(organizationId)
  const revoke = useRevokeInvitation()
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 border-t border-line py-3.5 last:border-b">
      <div className="min-w-0 flex-1 basis-60">
        <p className="truncate font-medium">{email}</p>
        <p className="text-sm text-ink-soft">
          As {roleWithArticle(role)}. {expiry(new Date(expires_at))}
        </p>
      </div>
      <Button
        size="small"
        variant="outline"
        aria-label={`Send again: the invitation to ${email}`}
        disabled={again.isPending}
        onClick={() => again.mutate({ email, role: role as NewInvitation['role'] })}
      >
        Send again
      </Button>
      <ConfirmButton
        danger
        label={`Take back: the invitation to ${email}`}
        question={`Take the invitation to ${email} back? The link in their mail stops working.`}
        confirm="Take it back"
        disabled={revoke.isPending}
        onConfirm={() => revoke.mutate(id)}
      >
        Take back
      </ConfirmButton>
      <div className="basis-full empty:hidden">
        <ProblemLine error={again.error ?? revoke.error} />
        {again.isSuccess && (
          <p role="status" className="text-sm text-ink-soft">
            A new mail is on its way. The link in the one before no longer works.
          </p>
        )}
      </div>
    </li>
  )
}

function expiry(expires: Date): string {
  if (expires.getTime() <= Date.now()) return 'Expired: send it again.'
  const day = expires.toLocaleDateString(undefined, { weekday: 'long', day: 'numeric', month: 'long' })
  return `Holds until ${day}.`
}
