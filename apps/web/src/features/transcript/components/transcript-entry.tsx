import { Keyboard } from 'lucide-react'
import { memo } from 'react'
import { classNames } from '@/lib/class-names.ts'
import { useCallerName } from '../caller-name.ts'
import type { TranscriptTurn } from '../transcript-turn.ts'
import { ToolEntry } from './tool-entry.tsx'

type TranscriptEntryProps = { turn: TranscriptTurn; agentName: string }

/** One turn. Drawn again only when it changes, since a long call has hundreds while one forms. */
export const TranscriptEntry = memo(function TranscriptEntry({ turn, agentName }: TranscriptEntryProps) {
  const callerName = useCallerName()
  if (turn.tool) return <ToolEntry tool={turn.tool} forming={turn.status === 'forming'} />
  const agent = turn.role === 'assistant'
  const speaker = agent ? agentName : turn.role === 'user' ? callerName : 'Note'
  return (
    <li className="grid gap-x-6 gap-y-1 sm:grid-cols-[6rem_1fr]">
      <p
        className={classNames(
          'flex items-baseline gap-1.5 text-sm font-semibold sm:pt-[0.2rem]',
          agent ? 'text-accent' : 'text-ink',
        )}
      >
        {turn.source === 'text' && !agent && (
          <Keyboard role="img" aria-label="typed" className="size-3.5 self-center text-ink-soft" />
        )}
        <span className="truncate">{speaker}</span>
      </p>
      <div className="min-w-0 max-w-prose text-[1.0625rem] leading-relaxed break-words whitespace-pre-wrap">
        <TurnText turn={turn} />
        <Interruption turn={turn} agent={agent} />
      </div>
    </li>
  )
})

function TurnText({ turn }: { turn: TranscriptTurn }) {
  if (turn.status === 'failed') return <span className="text-ink-soft italic">This could not be understood.</span>
  if (turn.status !== 'forming') return turn.text
  return (
    <>
      {turn.text}
      <span
        aria-hidden
        className="ml-0.5 inline-block h-[1em] w-[3px] animate-caret rounded-full bg-accent align-[-0.12em]"
      />
    </>
  )
}

/** An answer that was cut off: its text above ends where the listener stopped hearing. */
function Interruption({ turn, agent }: { turn: TranscriptTurn; agent: boolean }) {
  if (turn.status !== 'interrupted') return null
  const heard = turn.heardMs === null ? '' : ` after ${(turn.heardMs / 1000).toFixed(1)} s`
  const label = turn.text === '' ? 'interrupted before a word was heard' : `interrupted${heard}`
  return (
    <span className="ml-1.5 inline-flex items-center gap-1.5 text-sm text-ink-soft">
      <span aria-hidden className="inline-block h-4 w-px rotate-[22deg] bg-danger" />
      {agent ? label : 'cut short'}
    </span>
  )
}
