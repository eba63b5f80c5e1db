import { Link, useLocation } from '@tanstack/react-router'
import { CallTimer } from '@/features/call/components/call-timer.tsx'
import { useCall } from '@/features/call/hooks/use-call.ts'

/** The way back to a call that goes on while its owner looks at something else. */
export function OngoingCall() {
  const { state, agentName, liveSince } = useCall()
  const { pathname } = useLocation()
  if ((state !== 'live' && state !== 'reconnecting') || pathname === '/') return null
  return (
    <Link
      to="/"
      className="flex h-9 items-center gap-2 rounded-full bg-accent px-3.5 text-sm font-medium text-on-accent [&_[role=timer]]:text-on-accent"
    >
      <span aria-hidden className="size-2 animate-pulse-dot rounded-full bg-on-accent" />
      <span className="hidden max-w-40 truncate 2xl:inline">
        {state === 'live' ? `In a call with ${agentName}` : 'Reconnecting…'}
      </span>
      <CallTimer since={liveSince} />
    </Link>
  )
}
