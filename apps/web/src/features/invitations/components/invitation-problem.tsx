import { Link } from '@tanstack/react-router'
import { Button } from '@/components/ui/button.tsx'
import { useSessionEmail } from '@/features/auth/hooks/use-session-email.ts'
import { errorCode, errorSentence } from '@/lib/error-sentence.ts'

const WORDS: Record<string, { title: string; text: string }> = {
  invitation_expired: {
    title: 'The invitation has expired',
    text: 'Ask who invited you to send it again: the new mail has a link that works.',
  },
  invitation_not_found: {
    title: 'The invitation is not there any more',
    text: 'It was taken back, or a newer mail has taken its place. Open the newest mail, or ask who invited you for another one.',
  },
  email_not_confirmed: {
    title: 'Your address is not confirmed yet',
    text: 'Open the link in the invitation’s mail: it confirms the address, and leads back here.',
  },
  invitation_accepted: {
    title: 'The invitation was used already',
    text: 'You were a member by it, and are no more. Ask for a new invitation to come back.',
  },
}

type InvitationProblemProps = { error: unknown; onRetry: () => void; onSignOut: () => void }

/** Why an invitation cannot be accepted, and what to do about it. */
export function InvitationProblem({ error, onRetry, onSignOut }: InvitationProblemProps) {
  const email = useSessionEmail()
  const code = errorCode(error)
  const words = WORDS[code ?? '']
  const another = code === 'invitation_for_another'
  return (
    <div role="alert">
      <h1 className="text-display font-bold">
        {another ? 'This invitation is for another address' : (words?.title ?? 'That did not work')}
      </h1>
      <p className="mt-4 max-w-prose text-lg leading-relaxed text-ink-soft [overflow-wrap:anywhere]">
        {another
          ? `You are signed in as ${email}. Sign out, and in again with the address that the mail came to: you come back here.`
          : (words?.text ?? errorSentence(error))}
      </p>
      <div className="mt-7 flex flex-wrap gap-2.5">
        {another && <Button onClick={onSignOut}>Sign out and use another address</Button>}
        {!another && !words && <Button onClick={onRetry}>Try again</Button>}
        <Button asChild variant="outline">
          <Link to="/">Go home</Link>
        </Button>
      </div>
    </div>
  )
}
