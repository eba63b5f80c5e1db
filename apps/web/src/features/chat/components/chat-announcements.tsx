import type { AgentRun } from '@parley/client/agent-run/agent-run'
import { isOver, type RunState } from '@parley/client/agent-run/run-state'
import { useState } from 'react'
import { errorSentence } from '@/lib/error-sentence.ts'
import { useRunState } from '../hooks/use-run-state.ts'

type ChatAnnouncementsProps = { run: AgentRun; agentName: string }

/**
 * For screen readers: an answer once it is complete, and what the agent waits for. The conversation on the screen is not a
 * live region, because every piece of a word would be read out. What was there when the screen opened is not news.
 */
export function ChatAnnouncements({ run, agentName }: ChatAnnouncementsProps) {
  const state = useRunState(run)
  const [known] = useState(() => (isOld(run.state) ? run.state.lastSeq : -1))
  return (
    <p aria-live="polite" className="sr-only">
      {state.lastSeq === known ? '' : announcement(state, agentName)}
    </p>
  )
}

/** A first message is answered while its screen is still on its way: that is news, too. */
const NEWS_MS = 10_000

const isOld = (state: RunState) => isOver(state) && (state.endedAt ?? 0) < Date.now() - NEWS_MS

function announcement(state: RunState, agentName: string): string {
  const waiting = state.steps.flatMap(({ toolCalls }) => toolCalls).find(({ status }) => status === 'approval')
  if (waiting) return `${agentName} waits for your approval of ${waiting.name}.`
  switch (state.status) {
    case 'completed':
      return `${agentName}: ${state.steps.findLast(({ text }) => text !== '')?.text ?? 'done, without a word'}`
    case 'failed':
      return `The answer did not come. ${errorSentence({ code: state.errorCode })}`
    case 'cancelled':
      return 'Stopped.'
    default:
      return ''
  }
}
