import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button } from '@/components/ui/button.tsx'
import { invitationQuery } from '../api/get-invitation.ts'
import { InvitationProblem } from './invitation-problem.tsx'
import { OpenInvitation } from './open-invitation.tsx'

/** What one is invited to, and the answer to it. `token`: from the mail's link. */
export function InvitationScreen({ token, onSignOut }: { token: string; onSignOut: () => void }) {
  const invitation = useQuery({ ...invitationQuery(token), enabled: token !== '' })
  return (
    <div className="mx-auto w-full max-w-3xl flex-1 pb-12">
      {token === '' ? (
        <NoToken />
      ) : invitation.error ? (
        <InvitationProblem error={invitation.error} onRetry={() => void invitation.refetch()} onSignOut={onSignOut} />
      ) : invitation.data ? (
        <OpenInvitation token={token} invitation={invitation.data} onSignOut={onSignOut} />
      ) : (
        <p role="status" className="text-lg text-ink-soft">
          Reading the invitation…
        </p>
      )}
    </div>
  )
}

function NoToken() {
  return (
    <>
      <h1 className="text-display font-bold">No invitation here</h1>
      <p className="mt-4 max-w-prose text-lg leading-relaxed text-ink-soft">
        The address lacks the invitation’s token. Open the link in the mail once more, all of it.
      </p>
      <Button asChild className="mt-7">
        <Link to="/">Go home</Link>
      </Button>
    </>
  )
}
