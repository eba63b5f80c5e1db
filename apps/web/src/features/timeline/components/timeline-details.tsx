import { useCallerName } from '@/features/transcript/caller-name.ts'
import { formatDuration } from '@/lib/format-duration.ts'
import type { TimelineEvent } from '../timeline-event.ts'
import { factsOf, speakerOf, textOf } from '../timeline-words.ts'

/** What one points at or has walked to. As high empty as full, so that nothing below jumps. */
export function TimelineDetails({ event, agentName }: { event: TimelineEvent | undefined; agentName: string }) {
  const callerName = useCallerName()
  return (
    <div className="mt-3 min-h-24 sm:min-h-20">
      {event ? (
        <>
          <p className="text-sm text-ink-soft tabular-nums">
            <span className="font-semibold text-ink">
              {event.kind === 'turn' ? speakerOf(event, agentName, callerName) : 'Hand-over'}
            </span>{' '}
            at {[formatDuration(event.startMs), ...factsOf(event)].join(' · ')}
          </p>
          <p className="mt-1 line-clamp-3 text-[0.9375rem] leading-relaxed">{textOf(event)}</p>
        </>
      ) : (
        <p className="text-sm text-ink-soft">Point at a bar or tap it. The arrow keys walk from one to the next.</p>
      )}
    </div>
  )
}
