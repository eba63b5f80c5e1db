import { useMemo, useRef, useState } from 'react'
import { Button } from '@/components/ui/button.tsx'
import { Notice } from '@/components/ui/notice.tsx'
import { TranscriptList } from '@/features/transcript/components/transcript-list.tsx'
import { useStickToEnd } from '@/features/transcript/hooks/use-stick-to-end.ts'
import { callAdvice } from '../call-advice.ts'
import { type CallSnapshot, callStore } from '../call-store.ts'
import { useCallShortcuts } from '../hooks/use-call-shortcuts.ts'
import { useCallTurns } from '../hooks/use-call-turns.ts'
import { CallAnnouncements } from './call-announcements.tsx'
import { CallDock } from './call-dock.tsx'
import { CallStage } from './call-stage.tsx'
import { UnstoredNotice } from './unstored-notice.tsx'

/** A call while it goes on: who, the strings, the words, the controls. */
export function CallLive({ call }: { call: CallSnapshot }) {
  const text = useRef<HTMLInputElement>(null)
  const end = useRef<HTMLButtonElement>(null)
  const [ending, setEnding] = useState(false)
  const turns = useCallTurns(call)
  useStickToEnd(call, true)
  const actions = useMemo(
    () => ({
      focusText: () => text.current?.focus(),
      leaveText: () => text.current?.blur(),
      askToEnd: () => {
        setEnding(true)
        end.current?.focus()
      },
    }),
    [],
  )
  useCallShortcuts(call.state === 'live' || call.state === 'reconnecting', actions)
  return (
    <div className="flex flex-1 flex-col">
      <CallStage call={call} />
      <div className="mx-auto w-full max-w-3xl flex-1 pb-8">
        <TranscriptList turns={turns} agentName={call.agentName} label="Transcript" />
        {turns.length === 0 && call.state === 'live' && (
          <p className="animate-rise py-6 text-center text-ink-soft">
            {call.microphone
              ? 'Say something. Your words appear here.'
              : 'Write something below. The answer is spoken.'}
          </p>
        )}
        <LiveNotices call={call} />
      </div>
      <CallDock call={call} textRef={text} endRef={end} confirming={ending} onKeep={() => setEnding(false)} />
      <CallAnnouncements call={call} />
    </div>
  )
}

/** At the end of the transcript, where one looks. */
function LiveNotices({ call }: { call: CallSnapshot }) {
  const { problem, unstored } = call
  // What was refused is told of by itself, with a way out.
  const told = problem?.error.code === 'transcript_refused' && unstored.length > 0
  const advice = problem && !problem.fatal && !told ? callAdvice(problem.error.code) : null
  return (
    <>
      {unstored.length > 0 && (
        <div className="mt-6">
          <UnstoredNotice call={call} />
        </div>
      )}
      {call.playbackBlocked && (
        <div className="mt-6">
          <Notice
            title="Your browser holds the sound back"
            actions={
              <Button size="small" onClick={() => void callStore.call?.resumeAudio()}>
                Play it
              </Button>
            }
          >
            It waits for a click before this page may play.
          </Notice>
        </div>
      )}
      {advice && (
        <div className="mt-6">
          <Notice
            tone="problem"
            title={advice.title}
            actions={
              <Button size="small" variant="outline" onClick={() => callStore.dismissProblem()}>
                Dismiss
              </Button>
            }
          >
            {advice.text}
          </Notice>
        </div>
      )}
    </>
  )
}
