import { VoiceStrings } from '@/components/voice-strings.tsx'
import { classNames } from '@/lib/class-names.ts'
import { callStatus } from '../call-status.ts'
import { type CallSnapshot, callStore } from '../call-store.ts'
import { CallTimer } from './call-timer.tsx'
import { ReconnectingLine } from './reconnecting-line.tsx'

/** Who is on the line, how the call stands, and both voices. Stays in view while the transcript scrolls. */
export function CallStage({ call }: { call: CallSnapshot }) {
  return (
    <section aria-label="Call" className="sticky top-24 z-10 -mx-5 bg-paper px-5 pb-6 sm:-mx-8 sm:px-8 md:top-16">
      <div className="mx-auto flex max-w-3xl items-baseline justify-between gap-4 pt-1">
        <h1 className="min-w-0 truncate text-title font-semibold">{call.agentName}</h1>
        <CallTimer since={call.liveSince} />
      </div>
      {call.state === 'reconnecting' && call.reconnecting ? (
        <ReconnectingLine call={call} connection={call.reconnecting} />
      ) : (
        <Status call={call} />
      )}
      <div className="relative mx-auto max-w-5xl">
        <VoiceStrings levels={callStore.levels} className="h-24 w-full sm:h-32" />
        <div aria-hidden className="mx-auto flex max-w-5xl justify-between text-xs font-medium">
          <span>You</span>
          <span className="max-w-40 truncate text-accent">{call.agentName}</span>
        </div>
      </div>
    </section>
  )
}

function Status({ call }: { call: CallSnapshot }) {
  const live = call.state === 'live'
  return (
    <p className="mx-auto flex max-w-3xl items-center gap-2.5 text-ink-soft">
      <span
        aria-hidden
        className={classNames('size-2 rounded-full', live ? 'bg-accent' : 'animate-pulse-dot bg-line-strong')}
      />
      {callStatus(call)}
    </p>
  )
}
