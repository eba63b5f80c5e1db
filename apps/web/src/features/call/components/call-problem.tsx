import type { CallError } from '@parley/client/call-error'
import { Link } from '@tanstack/react-router'
import { Button } from '@/components/ui/button.tsx'
import { Notice } from '@/components/ui/notice.tsx'
import { callAdvice } from '../call-advice.ts'

type CallProblemProps = {
  error: CallError
  onRetry: (by: 'voice' | 'text') => void
  callId?: string | null
  /** Left out: the call cannot be taken back. */
  onTakeBack?: () => void
  /** Left out: there is nothing to put away. */
  onDone?: () => void
  /** What the first button says. */
  retryLabel?: string
}

/** Why a call did not come about or broke off, and what to do now. */
export function CallProblem({ error, callId, ...on }: CallProblemProps) {
  const { title, text, remedies, calm } = callAdvice(error.code)
  const { onRetry, onTakeBack, onDone, retryLabel = 'Call again' } = on
  const actions = (
    <>
      {remedies.includes('take-back') && onTakeBack && (
        <Button size="small" onClick={onTakeBack}>
          Take it back
        </Button>
      )}
      {remedies.includes('retry') && (
        <Button size="small" onClick={() => onRetry('voice')}>
          {retryLabel}
        </Button>
      )}
      {remedies.includes('type') && (
        <Button size="small" variant="outline" onClick={() => onRetry('text')}>
          Type instead
        </Button>
      )}
      {remedies.includes('sign-in') && (
        <Button size="small" asChild>
          <Link to="/sign-in">Sign in</Link>
        </Button>
      )}
      {remedies.includes('history') && callId && (
        <Button size="small" variant="outline" asChild>
          <Link to="/calls/$callId" params={{ callId }}>
            Open the transcript
          </Link>
        </Button>
      )}
      {onDone && (
        <Button size="small" variant="quiet" onClick={onDone}>
          Done
        </Button>
      )}
    </>
  )
  return (
    <Notice
      tone={calm ? 'info' : 'problem'}
      title={title}
      actions={remedies.length > 0 || onDone ? actions : undefined}
    >
      {text}
    </Notice>
  )
}
