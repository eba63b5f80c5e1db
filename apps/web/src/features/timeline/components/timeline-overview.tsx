import type { PointerEvent } from 'react'
import { classNames } from '@/lib/class-names.ts'
import type { CallTimeline } from '../call-timeline.ts'
import type { TimelineTurn } from '../timeline-event.ts'

type TimelineOverviewProps = {
  timeline: CallTimeline
  /** Left and right edge of what is seen below, as parts of the whole. */
  view: [number, number]
  onLookAt: (part: number) => void
}

/** The whole call, small, with a window on the part that is seen. For pointers; keys move what is below. */
export function TimelineOverview({
  timeline: { events, lengthMs },
  view: [from, to],
  onLookAt,
}: TimelineOverviewProps) {
  const look = ({ clientX, currentTarget, buttons, type }: PointerEvent) => {
    if (type === 'pointermove' && buttons === 0) return
    const { left, width } = currentTarget.getBoundingClientRect()
    onLookAt((clientX - left) / width)
  }
  return (
    <div
      aria-hidden
      className="relative mb-2 h-9 cursor-pointer touch-none overflow-hidden rounded-lg bg-sunken"
      onPointerDown={look}
      onPointerMove={look}
    >
      <svg aria-hidden viewBox={`0 0 ${lengthMs} 36`} preserveAspectRatio="none" className="size-full">
        {events.map((event) =>
          event.kind === 'turn' ? (
            <rect
              key={event.key}
              x={event.startMs}
              y={event.lane === 'caller' ? 6 : 20}
              width={lengthOf(event, lengthMs)}
              height={10}
              className={event.lane === 'caller' ? 'fill-ink/70' : 'fill-accent'}
            />
          ) : (
            <line
              key={event.key}
              x1={event.endMs}
              x2={event.endMs}
              y1={0}
              y2={36}
              strokeWidth={event.planned ? 1 : 2}
              vectorEffect="non-scaling-stroke"
              className={classNames(event.planned ? 'stroke-line-strong' : 'stroke-danger')}
            />
          ),
        )}
      </svg>
      <span
        style={{ left: `${from * 100}%`, width: `${(to - from) * 100}%` }}
        className="absolute inset-y-0 rounded-lg border-2 border-ink bg-ink/5"
      />
    </div>
  )
}

/** Nothing is so short that it would not be seen. */
const lengthOf = ({ startMs, endMs }: TimelineTurn, lengthMs: number) => Math.max(endMs - startMs, lengthMs / 500)
