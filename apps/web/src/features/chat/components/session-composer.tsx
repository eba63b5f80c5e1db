import type { AgentRun } from '@parley/client/agent-run/agent-run'
import { isOver, NEW_RUN, type RunState } from '@parley/client/agent-run/run-state'
import { useMutation, useSuspenseQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useEffect, useRef, useState, useSyncExternalStore } from 'react'
import { ProblemLine } from '@/components/ui/problem-line.tsx'
import { myOrganizationsQuery } from '@/features/organizations/api/list-my-organizations.ts'
import type { ChatSession } from '../chat-session.ts'
import { runStore } from '../run-store.ts'
import { AboutDocument } from './about-document.tsx'
import { ChatComposer } from './chat-composer.tsx'

type SessionComposerProps = {
  session: ChatSession
  last: AgentRun | undefined
  /** The document that questions are about. */
  source: string | undefined
}

/** Writes in a session: the next message, or the end of the answer that is being made. */
export function SessionComposer({ session, last, source }: SessionComposerProps) {
  const { userId } = useSuspenseQuery(myOrganizationsQuery).data
  const [text, setText] = useState('')
  const input = useRef<HTMLTextAreaElement>(null)
  const { live, waiting } = useStanding(last)
  const stop = useMutation({ mutationFn: async () => last?.cancel() })
  const send = useMutation({
    mutationFn: (message: string) =>
      runStore.start(userId, {
        agentId: session.agent_id ?? '',
        sessionId: session.id,
        text: message,
        ...(source && { sourceIds: [source] }),
      }),
    // What was not sent is not lost.
    onError: (_error, message) => setText((typed) => typed || message),
  })
  useFocus(input, waiting)
  if (session.agent_id === null) return <Gone />
  return (
    <div className="sticky bottom-0 bg-paper pt-2 pb-4">
      <ProblemLine error={send.error ?? stop.error} />
      {source && (
        <AboutDocument
          sourceId={source}
          leave={(label) => (
            <Link to="/chat/$sessionId" params={{ sessionId: session.id }} replace className="rounded-full p-1">
              {label}
            </Link>
          )}
        />
      )}
      <ChatComposer
        inputRef={input}
        agentName={session.agent?.name ?? 'the agent'}
        text={text}
        onText={setText}
        sending={send.isPending && !live}
        onStop={live ? () => stop.mutate() : undefined}
        onSend={() => {
          send.mutate(text.trim())
          setText('')
        }}
      />
    </div>
  )
}

/** Whether the run goes on, and whether it waits for its person; drawn again when that changes, not at every word. */
function useStanding(run: AgentRun | undefined): { live: boolean; waiting: boolean } {
  const subscribe = (listener: () => void) => run?.on('change', listener) ?? (() => {})
  const standing = useSyncExternalStore(subscribe, () => standingOf(run?.state ?? NEW_RUN))
  return { live: standing !== 'over', waiting: standing === 'waiting' }
}

/** One that is still to be admitted cannot be stopped yet. */
function standingOf(state: RunState): 'over' | 'live' | 'waiting' {
  if (state.runId === null || isOver(state)) return 'over'
  return state.status === 'waiting' ? 'waiting' : 'live'
}

/** Here on arrival, and again when what had the focus is gone, as a card is that was decided. */
function useFocus(input: React.RefObject<HTMLTextAreaElement | null>, waiting: boolean): void {
  const waited = useRef(waiting)
  useEffect(() => {
    // A phone would open its keyboard over the conversation.
    if (!matchMedia('(pointer: coarse)').matches) input.current?.focus({ preventScroll: true })
  }, [input])
  useEffect(() => {
    const lost = document.activeElement === document.body || document.activeElement === null
    if (waited.current && !waiting && lost) input.current?.focus({ preventScroll: true })
    waited.current = waiting
  }, [input, waiting])
}

function Gone() {
  return (
    <p className="border-t border-line py-5 text-ink-soft">
      The agent of this chat is gone.{' '}
      <Link to="/chat" className="text-accent underline underline-offset-4">
        Begin another one
      </Link>
      .
    </p>
  )
}
