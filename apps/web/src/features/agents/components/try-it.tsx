import type { CallErrorCode } from '@parley/client/call-error'
import { Link } from '@tanstack/react-router'
import { Keyboard, Phone } from 'lucide-react'
import { useEffect } from 'react'
import { Button } from '@/components/ui/button.tsx'
import { Notice } from '@/components/ui/notice.tsx'
import { ProblemLine } from '@/components/ui/problem-line.tsx'
import { callAdvice } from '@/features/call/call-advice.ts'
import { callStore } from '@/features/call/call-store.ts'
import { useCall } from '@/features/call/hooks/use-call.ts'
import { tryDraft } from '@/features/call/start-call.ts'
import type { Agent } from '../agent.ts'
import { useSaveAgent } from '../api/save-agent.ts'
import { draftProblems } from '../draft-problems.ts'
import type { useAgentDraft } from '../hooks/use-agent-draft.ts'
import { TrialCall } from './trial-call.tsx'

const OVER = ['idle', 'ended', 'failed']

/** A call with the draft, beside it. What is unsaved is saved first: the server knows nothing else. */
export function TryIt({ agent, edited }: { agent: Agent; edited: ReturnType<typeof useAgentDraft> }) {
  const { base, draft, unsaved } = edited
  const call = useCall()
  const save = useSaveAgent(base)
  const mine = call.draftOf === agent.id
  const over = OVER.includes(call.state)
  useForgetTrial(agent.id)
  const sound = Object.keys(draftProblems(draft)).length === 0

  async function start(by: 'voice' | 'text') {
    if (unsaved) {
      const saved = await save.mutateAsync(draft).catch(() => null)
      if (!saved) return
      edited.reset(saved)
    }
    await tryDraft({ id: agent.id, name: draft.name }, by)
  }
  return (
    <section
      aria-labelledby="try-it"
      className="self-start rounded-card border border-line bg-raised p-5 lg:sticky lg:top-20"
    >
      <h2 id="try-it" tabIndex={-1} className="scroll-mt-32 text-xl font-semibold outline-none">
        Try it
      </h2>
      {mine && call.state !== 'idle' && <TrialCall call={call} />}
      {mine && over && call.problem?.fatal && (
        <div className="mt-4">
          <CallFailure code={call.problem.error.code} />
        </div>
      )}
      {!over && !mine ? (
        <p className="mt-2 leading-relaxed text-ink-soft">
          You are in a call with {call.agentName}.{' '}
          <Link to="/" className="text-accent underline underline-offset-4">
            End it
          </Link>{' '}
          to try this draft.
        </p>
      ) : (
        over && (
          <>
            {!mine && (
              <p className="mt-2 leading-relaxed text-ink-soft">
                Talk to the draft as it stands. Callers notice nothing.
              </p>
            )}
            <div className="mt-4 flex flex-wrap gap-2">
              <Button disabled={!sound || save.isPending} onClick={() => void start('voice')}>
                <Phone aria-hidden className="size-4" />
                {unsaved ? 'Save and talk' : 'Talk'}
              </Button>
              <Button variant="quiet" disabled={!sound || save.isPending} onClick={() => void start('text')}>
                <Keyboard aria-hidden className="size-4" />
                {unsaved ? 'Save and type' : 'Type'}
              </Button>
            </div>
          </>
        )
      )}
      <ProblemLine error={save.error} />
    </section>
  )
}

/** What went wrong; the buttons to try again stand below. */
function CallFailure({ code }: { code: CallErrorCode }) {
  const { title, text } = callAdvice(code)
  return (
    <Notice tone="problem" title={title}>
      {text}
    </Notice>
  )
}

/** A trial that is over belongs to this screen: elsewhere nobody asks for it. One that goes on goes on. */
function useForgetTrial(agentId: string): void {
  useEffect(
    () => () => {
      const { draftOf, state } = callStore.getSnapshot()
      if (draftOf === agentId && OVER.includes(state)) callStore.reset()
    },
    [agentId],
  )
}
