import { Link } from '@tanstack/react-router'
import { PhoneOff } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { Button } from '@/components/ui/button.tsx'
import { VoiceStrings } from '@/components/voice-strings.tsx'
import { callStatus } from '@/features/call/call-status.ts'
import { type CallSnapshot, callStore } from '@/features/call/call-store.ts'
import { CallAnnouncements } from '@/features/call/components/call-announcements.tsx'
import { CallTimer } from '@/features/call/components/call-timer.tsx'
import { Composer } from '@/features/call/components/composer.tsx'
import { MuteButton } from '@/features/call/components/mute-button.tsx'
import { useCallTurns } from '@/features/call/hooks/use-call-turns.ts'
import { TranscriptList } from '@/features/transcript/components/transcript-list.tsx'
import { formatDuration } from '@/lib/format-duration.ts'

/** A call with a draft in a few hundred pixels: how it stands, the words, the controls; afterwards, the words. */
export function TrialCall({ call }: { call: CallSnapshot }) {
  const over = call.state === 'ended' || call.state === 'failed'
  return (
    <div className="mt-2">
      {over ? (
        <p role="status" className="text-ink-soft">
          {call.liveSince !== null &&
            `Ended after ${formatDuration((call.liveUntil ?? call.liveSince) - call.liveSince)}. `}
          {call.callId && call.liveSince !== null && (
            <Link
              to="/calls/$callId"
              params={{ callId: call.callId }}
              className="text-accent underline underline-offset-4"
            >
              Open the transcript
            </Link>
          )}
        </p>
      ) : (
        <>
          <p className="flex items-baseline justify-between gap-3 text-ink-soft">
            <span>{callStatus(call)}</span>
            <CallTimer since={call.liveSince} />
          </p>
          <VoiceStrings levels={callStore.levels} className="h-16 w-full" />
        </>
      )}
      <Words call={call} />
      {!over && <Controls call={call} />}
      <CallAnnouncements call={call} />
    </div>
  )
}

/** The transcript in a box of its own, at its end while it grows. */
function Words({ call }: { call: CallSnapshot }) {
  const box = useRef<HTMLElement>(null)
  const turns = useCallTurns(call)
  useEffect(() => {
    if (turns.length > 0) box.current?.scrollTo({ top: box.current.scrollHeight })
  }, [turns])
  if (turns.length === 0) return null
  return (
    <section
      ref={box}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
      tabIndex={0}
      aria-label="What was said"
      className="mt-3 max-h-80 overflow-y-auto rounded-xl bg-sunken p-4 [&_li]:grid-cols-1"
    >
      <TranscriptList turns={turns} agentName={call.agentName} label="Transcript" />
    </section>
  )
}

function Controls({ call }: { call: CallSnapshot }) {
  const text = useRef<HTMLInputElement>(null)
  const live = call.state === 'live' || call.state === 'reconnecting'
  return (
    <div className="mt-4 grid grid-cols-[auto_1fr_auto] items-center gap-2">
      <MuteButton call={call} />
      <Composer inputRef={text} disabled={!live} />
      <Button
        variant="danger"
        size="icon"
        aria-label="End call"
        title="End call"
        disabled={call.state === 'ending'}
        onClick={() => void callStore.call?.end()}
      >
        <PhoneOff aria-hidden className="size-5" />
      </Button>
    </div>
  )
}
