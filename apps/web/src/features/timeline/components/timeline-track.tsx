import { type KeyboardEvent, type PointerEvent, useRef } from 'react'
import { formatDuration } from '@/lib/format-duration.ts'
import type { CallTimeline } from '../call-timeline.ts'
import { eventAt } from '../event-at.ts'
import { nextEvent } from '../next-event.ts'
import { axisTicks } from '../timeline-scale.ts'
import { TimelineMark } from './timeline-mark.tsx'

export type TimelineTrackProps = {
  timeline: CallTimeline
  agentName: string
  /** The track's own width. */
  widthPx: number
  /** Key of the event that one has walked to. */
  selected: string | undefined
  /** Key of the event whose details are shown. */
  shown: string | undefined
  onSelect: (key: string) => void
  onPoint: (key: string | undefined) => void
}

/** A label that would stand out over the end is left out. */
const LABEL_PX = 48

/** Axis, segments and both lanes. One tab stop: arrow keys walk from turn to turn, Page keys from hand-over to hand-over. */
export function TimelineTrack({ timeline, agentName, widthPx, ...props }: TimelineTrackProps) {
  const { selected, shown, onSelect, onPoint } = props
  const { events, lengthMs } = timeline
  const track = useRef<HTMLDivElement>(null)
  const tabStop = events.some(({ key }) => key === selected) ? selected : events[0]?.key

  function walk(pressed: KeyboardEvent) {
    const next = nextEvent(events, tabStop, pressed.key)
    if (!next) return
    pressed.preventDefault()
    focus(track.current, next.key)
  }
  function point(pointer: PointerEvent, use: (key: string) => void) {
    const found = eventAt(timeline, pointer, track.current as HTMLElement)
    if (found) use(found.key)
    else onPoint(undefined)
  }
  return (
    <div
      ref={track}
      className="relative h-[8.25rem] touch-pan-x touch-pan-y select-none"
      onPointerMove={(pointer) => pointer.pointerType === 'mouse' && point(pointer, onPoint)}
      onPointerLeave={() => onPoint(undefined)}
      onPointerUp={(pointer) => point(pointer, (key) => focus(track.current, key))}
    >
      <Backdrop timeline={timeline} widthPx={widthPx} />
      <div
        role="listbox"
        aria-label="Turns and hand-overs"
        aria-orientation="horizontal"
        onKeyDown={walk}
        className="absolute inset-0"
      >
        {events.map((event) => (
          <TimelineMark
            key={event.key}
            event={event}
            lengthMs={lengthMs}
            agentName={agentName}
            tabStop={event.key === tabStop}
            selected={event.key === selected}
            shown={event.key === shown}
            onSelect={onSelect}
          />
        ))}
      </div>
    </div>
  )
}

/** What stands behind the turns: the axis, and the segments as bands. */
function Backdrop({ timeline: { lengthMs, segments }, widthPx }: { timeline: CallTimeline; widthPx: number }) {
  const part = (milliseconds: number) => `${(milliseconds / lengthMs) * 100}%`
  return (
    <div aria-hidden>
      {axisTicks(lengthMs, widthPx).map((tick) => (
        <span key={tick} style={{ left: part(tick) }} className="absolute top-0 bottom-0 border-l border-line/60">
          {(1 - tick / lengthMs) * widthPx > LABEL_PX && (
            <span className="pl-1 text-xs text-ink-soft tabular-nums">{formatDuration(tick)}</span>
          )}
        </span>
      ))}
      {segments.map(({ id, order, startMs, endMs }) => (
        <span
          key={id}
          style={{ left: part(startMs), width: part(endMs - startMs) }}
          className="absolute top-6 h-5 overflow-hidden rounded-sm bg-accent-soft text-center text-xs leading-5 font-medium text-ink"
        >
          {segments.length > 1 && order}
        </span>
      ))}
    </div>
  )
}

/** Focus selects, and brings into view what is scrolled away. */
function focus(track: HTMLElement | null, key: string): void {
  const mark = track?.querySelector<HTMLElement>(`[data-key="${key}"]`)
  mark?.focus({ preventScroll: true })
  mark?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
}
