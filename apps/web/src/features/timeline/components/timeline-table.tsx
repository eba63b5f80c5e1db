import { useState } from 'react'
import { useCallerName } from '@/features/transcript/caller-name.ts'
import { formatDuration } from '@/lib/format-duration.ts'
import type { TimelineEvent } from '../timeline-event.ts'
import { factsOf, speakerOf, textOf } from '../timeline-words.ts'

/** The same in words, for who would rather read than look. */
export function TimelineTable({ events, agentName }: { events: readonly TimelineEvent[]; agentName: string }) {
  const callerName = useCallerName()
  const [open, setOpen] = useState(false)
  return (
    <details onToggle={(toggled) => setOpen(toggled.currentTarget.open)} className="text-sm">
      <summary className="inline-block cursor-pointer rounded-full text-ink-soft hover:text-ink">
        Time line as a table
      </summary>
      {open && (
        <table className="mt-3 w-full border-collapse text-left">
          <thead className="border-b border-line-strong">
            <tr>
              {['At', 'Who', 'What'].map((name) => (
                <th key={name} scope="col" className="py-2 pr-4 font-medium">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {events.map((event) => (
              <tr key={event.key} className="border-t border-line align-top">
                <td className="py-2 pr-4 tabular-nums">{formatDuration(event.startMs)}</td>
                <td className="py-2 pr-4 font-medium whitespace-nowrap">
                  {event.kind === 'turn' ? speakerOf(event, agentName, callerName) : 'Hand-over'}
                </td>
                <td className="py-2 [overflow-wrap:anywhere]">
                  {textOf(event)}
                  <span className="block text-ink-soft">{factsOf(event).join(', ')}</span>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </details>
  )
}
