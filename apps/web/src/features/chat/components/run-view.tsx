import type { AgentRun } from '@parley/client/agent-run/agent-run'
import { isOver, type RunState, type RunStep } from '@parley/client/agent-run/run-state'
import { Link } from '@tanstack/react-router'
import { memo } from 'react'
import { CitationList } from '@/features/transcript/components/citation-list.tsx'
import { formatCost } from '@/lib/format-cost.ts'
import { useRunState } from '../hooks/use-run-state.ts'
import { AnswerText } from './answer-text.tsx'
import { RunProblem } from './run-problem.tsx'
import { RunToolCalls } from './run-tool-calls.tsx'
import { Speaker } from './speaker.tsx'

type RunViewProps = { run: AgentRun; agentName: string; organizationId: string }

/** A question and everything that became of it. Drawn again when this run changes, not when another does. */
export const RunView = memo(function RunView({ run, agentName, organizationId }: RunViewProps) {
  const state = useRunState(run)
  const citations = state.steps.flatMap(({ toolCalls }) => toolCalls.flatMap((call) => call.citations))
  return (
    <li className="flex flex-col gap-6">
      <Speaker name="You">
        <p className="max-w-prose text-[1.0625rem] leading-relaxed whitespace-pre-wrap [overflow-wrap:anywhere]">
          {state.text}
        </p>
      </Speaker>
      <Speaker name={agentName} agent>
        <div className="flex flex-col gap-3">
          {state.steps.map((step) => (
            <StepView
              key={step.number}
              step={step}
              run={run}
              forming={isForming(state, step)}
              {...{ agentName, organizationId }}
            />
          ))}
          {isThinking(state) && <Thinking />}
          <Ending run={run} state={state} />
          {isOver(state) && <CitationList citations={citations} />}
          {isOver(state) && state.runId && (
            <p className="text-sm text-ink-soft">
              <Link
                to="/runs/$runId"
                params={{ runId: state.runId }}
                className="underline decoration-line-strong underline-offset-4 hover:text-ink"
              >
                {/* Of one that was stopped, the model's last words are counted after it. */}
                {state.status === 'cancelled' ? 'Details' : formatCost(state.costMicroUsd)}
                <span className="sr-only">: how this answer came about</span>
              </Link>
            </p>
          )}
        </div>
      </Speaker>
    </li>
  )
})

type StepViewProps = RunViewProps & { step: RunStep; forming: boolean }

function StepView({ step, run, forming, agentName, organizationId }: StepViewProps) {
  return (
    <>
      {step.text !== '' && <AnswerText text={step.text} forming={forming} />}
      {step.toolCalls.length > 0 && (
        <RunToolCalls run={run} calls={step.toolCalls} agentName={agentName} organizationId={organizationId} />
      )}
    </>
  )
}

function Ending({ run, state }: { run: AgentRun; state: RunState }) {
  if (state.status === 'failed') return <RunProblem run={run} errorCode={state.errorCode} />
  if (state.status !== 'cancelled') return null
  return (
    <p className="flex items-center gap-1.5 text-sm text-ink-soft">
      <span aria-hidden className="inline-block h-4 w-px rotate-[22deg] bg-danger" />
      stopped
    </p>
  )
}

function Thinking() {
  return (
    <p className="flex h-7 items-center gap-1.5">
      <span className="sr-only">Thinking…</span>
      {['', '[animation-delay:0.2s]', '[animation-delay:0.4s]'].map((delay) => (
        <span key={delay} aria-hidden className={`size-2 animate-pulse-dot rounded-full bg-accent ${delay}`} />
      ))}
    </p>
  )
}

const isForming = (state: RunState, step: RunStep) => !isOver(state) && !step.spoken && step === state.steps.at(-1)

/** Nothing moves on the screen, and something goes on. */
function isThinking(state: RunState): boolean {
  const last = state.steps.at(-1)
  if (isOver(state) || state.status === 'waiting') return false
  const moves = last && ((last.text !== '' && !last.spoken) || last.toolCalls.some(({ status }) => status === 'called'))
  return !moves
}
