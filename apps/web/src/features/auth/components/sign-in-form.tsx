import { type FormEvent, useId, useState } from 'react'
import { Button } from '@/components/ui/button.tsx'
import { TextField } from '@/components/ui/text-field.tsx'
import { sendMagicLink } from '../api/send-magic-link.ts'
import { useCountdown } from '../hooks/use-countdown.ts'

/** Asks for the address and sends the link there. */
export function SignInForm({ next, onSent }: { next?: string; onSent: (email: string) => void }) {
  const [sending, setSending] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const [wait, startWait] = useCountdown()
  const id = useId()

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const email = String(new FormData(event.currentTarget).get('email')).trim()
    if (!/^\S+@\S+$/.test(email)) return setProblem('Enter your e-mail address, for example ada@example.org.')
    setSending(true)
    setProblem(null)
    const refused = await sendMagicLink(email, next)
    setSending(false)
    if (!refused) return onSent(email)
    setProblem(refused.message)
    if (refused.retryAfter) startWait(refused.retryAfter)
  }

  return (
    <form onSubmit={submit} noValidate>
      <h2 className="text-title font-semibold">Sign in</h2>
      <p className="mt-2 text-ink-soft">No password: we mail you a link. New here? The same link makes your account.</p>
      <label htmlFor={`${id}-email`} className="mt-6 mb-2 block text-sm font-medium">
        E-mail address
      </label>
      <TextField
        id={`${id}-email`}
        name="email"
        type="email"
        autoComplete="email"
        inputMode="email"
        placeholder="ada@example.org"
        aria-invalid={problem !== null}
        aria-describedby={problem ? `${id}-problem` : undefined}
      />
      {problem && (
        <p id={`${id}-problem`} role="alert" className="mt-2.5 text-sm text-danger">
          {problem}
        </p>
      )}
      <Button type="submit" className="mt-5 w-full" disabled={sending || wait > 0}>
        {sending ? 'Sending…' : wait > 0 ? `Try again in ${wait} s` : 'Mail me a link'}
      </Button>
    </form>
  )
}
