import type { ConnectionStatus } from '@parley/client/call-events'
import { useEffect, useState } from 'react'
import { formatDuration } from '@/lib/format-duration.ts'
import type { CallSnapshot } from '../call-store.ts'

/** From then on waiting is not enough of an advice. */
const LONG_MS = 10_000
/** A break that is mended sooner is not worth counting. */
const ATTEMPTS_TOLD_MS = 3_000

type ReconnectingLineProps = { call: CallSnapshot; connection: ConnectionStatus }

/** What happens while the connection is being mended, what is kept meanwhile, and, when it takes long, what can be done. */
export function ReconnectingLine({ call, connection }: ReconnectingLineProps) {
  const passed = usePassed(connection.since)
  const long = passed >= LONG_MS
  return (
    <div className="mx-auto max-w-3xl text-ink-soft">
      {/* The numbers change every second: they are for the eye, the announcement below is for the ear. */}
      <p aria-hidden className="flex flex-wrap items-center gap-x-2.5 leading-6">
        <span className="size-2 shrink-0 animate-pulse-dot rounded-full bg-ink" />
        <span className="text-ink">Reconnecting…</span>
        <span>{keptWords(call, connection.keptMs)}</span>
        <span className="ml-auto text-sm tabular-nums">
          {passed >= ATTEMPTS_TOLD_MS && connection.attempt > 0 && `attempt ${connection.attempt + 1}, `}
          {formatDuration(passed)}
        </span>
      </p>
      {long && (
        <p aria-hidden className="animate-rise mt-1 leading-6">
          {longWords()}
        </p>
      )}
      <p aria-live="polite" className="sr-only">
        {long ? `Still reconnecting. ${longWords()}` : `Reconnecting. ${keptWords(call, 0)}`}
      </p>
    </div>
  )
}

function keptWords({ microphone, muted }: CallSnapshot, keptMs: number): string {
  if (!microphone || muted) return 'What you write is kept.'
  const seconds = Math.floor(keptMs / 1000)
  if (seconds < 1) return 'Keep talking: what you say is kept.'
  return `Keep talking: your last ${seconds === 1 ? 'second is' : `${seconds} seconds are`} kept.`
}

function longWords(): string {
  const cause = navigator.onLine ? 'Check your network' : 'Your device is offline. Check its network'
  return `${cause}: the call goes on by itself once it is back. Or hang up; what was said is stored.`
}

/** Milliseconds since `since`, by the second. */
function usePassed(since: number): number {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 250)
    return () => clearInterval(timer)
  }, [])
  return Math.max(0, now - since)
}
