import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { Button } from '@/components/ui/button.tsx'
import { myOrganizationsQuery } from '@/features/organizations/api/list-my-organizations.ts'
import { useSwitchOrganization } from '@/features/organizations/api/switch-organization.ts'
import { organizationNotice } from '@/features/organizations/organization-notice.ts'
import { roleWithArticle } from '@/features/organizations/role-words.ts'
import { useAcceptInvitation } from '../api/accept-invitation.ts'
import type { Invitation } from '../invitation.ts'
import { InvitationProblem } from './invitation-problem.tsx'

type OpenInvitationProps = { token: string; invitation: Invitation; onSignOut: () => void }

/** An invitation that can be accepted, or was by this person. */
export function OpenInvitation({ token, invitation, onSignOut }: OpenInvitationProps) {
  const { organization_id: id, organization_name: name, role, invited_by_name, admins_see_calls } = invitation
  const navigate = useNavigate()
  const accept = useAcceptInvitation(token)
  const go = useSwitchOrganization()
  const member = useQuery(myOrganizationsQuery).data?.all.find((organization) => organization.id === id)
  if (accept.error) return <InvitationProblem error={accept.error} onRetry={accept.reset} onSignOut={onSignOut} />

  const home = () => void navigate({ to: '/', replace: true })
  const welcome = { title: `You work in ${name} now`, text: `You joined as ${roleWithArticle(role)}.` }
  const join = () =>
    accept.mutate(undefined, {
      onSuccess: () => {
        organizationNotice.show(welcome)
        home()
      },
    })
  if (member && !accept.isPending && !accept.isSuccess) {
    return (
      <>
        <h1 className="text-display font-bold [overflow-wrap:anywhere]">You are in {name}</h1>
        <p className="mt-4 text-lg text-ink-soft">You are {roleWithArticle(member.role)} of it already.</p>
        <Button className="mt-7" disabled={go.isPending} onClick={() => go.mutate(id, { onSuccess: home })}>
          Go there
        </Button>
      </>
    )
  }
  return (
    <>
      <h1 className="text-display font-bold [overflow-wrap:anywhere]">Join {name}</h1>
      <p className="mt-4 max-w-prose text-lg leading-relaxed text-ink-soft">
        {invited_by_name ?? 'Somebody'} invites you to be {roleWithArticle(role)} of {name}.{' '}
        {admins_see_calls
          ? 'Its owners and admins can read the calls that you make there. Your personal calls stay yours alone.'
          : 'The calls that you make there are yours alone to read.'}
      </p>
      <div className="mt-7 flex flex-wrap gap-2.5">
        <Button onClick={join} disabled={accept.isPending}>
          {accept.isPending ? 'Joining…' : `Join ${name.length > 24 ? 'it' : name}`}
        </Button>
        <Button asChild variant="outline">
          <Link to="/">Not now</Link>
        </Button>
      </div>
      <p className="mt-5 text-sm text-ink-soft">
        The invitation holds until{' '}
        {new Date(invitation.expires_at).toLocaleDateString(undefined, { dateStyle: 'long' })}: until then the link in
        the mail works.
      </p>
    </>
  )
}
