import { MailCheck } from 'lucide-react'
import { useState } from 'react'
import { Button } from '@/components/ui/button.tsx'
import { env } from '@/lib/env.ts'
import { sendMagicLink } from '../api/send-magic-link.ts'
import { useCountdown } from '../hooks/use-countdown.ts'

/** Auth refuses a second link within a minute, unless it is configured otherwise. */
const RESEND_WAIT_SECONDS = 60

type CheckYourMailProps = { email: string; next?: string; onChangeEmail: () => void }

/** The link is on its way: where to look, and what to do when it does not come. */
export function CheckYourMail({ email, next, onChangeEmail }: CheckYourMailProps) {
  const [wait, startWait] = useCountdown(RESEND_WAIT_SECONDS)
  const [news, setNews] = useState('')

  async function resend() {
    startWait(RESEND_WAIT_SECONDS)
    const problem = await sendMagicLink(email, next)
    setNews(problem?.message ?? 'Another link is on its way. Only the newest one works.')
    if (problem) startWait(problem.retryAfter ?? 0)
  }

  return (
    <div>
      <MailCheck aria-hidden className="size-9 text-accent" strokeWidth={1.6} />
      <h2 className="mt-4 text-title font-semibold" aria-live="polite">
        Check your mail
      </h2>
      <p className="mt-2 leading-relaxed text-ink-soft">
        We sent a link to <strong className="font-semibold wrap-anywhere text-ink">{email}</strong>. Open it on this
        device and you are in. This page notices by itself.
      </p>
      {env.mailboxUrl && (
        <Button asChild className="mt-5 w-full">
          <a href={env.mailboxUrl} target="_blank" rel="noreferrer">
            Open the local mailbox
          </a>
        </Button>
      )}
      <div className="mt-6 flex flex-wrap items-center justify-between gap-3 border-t border-line pt-5">
        <Button variant="outline" size="small" onClick={resend} disabled={wait > 0} className="tabular-nums">
          {wait > 0 ? `Send again in ${wait} s` : 'Send again'}
        </Button>
        <Button variant="link" onClick={onChangeEmail}>
          Use another address
        </Button>
      </div>
      <p role="status" className="mt-3 min-h-5 text-sm text-ink-soft">
        {news}
      </p>
    </div>
  )
}
