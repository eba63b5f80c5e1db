import type { TranscriptTurn } from '../transcript-turn.ts'
import { TranscriptEntry } from './transcript-entry.tsx'

type TranscriptListProps = { turns: readonly TranscriptTurn[]; agentName: string; label: string }

/** A conversation, set like the script of a play: who on the left, what on the right. */
export function TranscriptList({ turns, agentName, label }: TranscriptListProps) {
  return (
    <ol aria-label={label} className="flex flex-col gap-6">
      {turns.map((turn) => (
        <TranscriptEntry key={turn.key} turn={turn} agentName={agentName} />
      ))}
    </ol>
  )
}
