import { useQuery } from '@tanstack/react-query'
import { useMemo, useRef, useState } from 'react'
import type { Message } from '@/features/transcript/message.ts'
import { segmentsQuery } from '../api/list-segments.ts'
import { callTimeline } from '../call-timeline.ts'
import { useNow } from '../hooks/use-now.ts'
import { useWidth } from '../hooks/use-width.ts'
import { readableZoom } from '../timeline-scale.ts'
import { figuresOf } from '../timeline-words.ts'
import { TimelineDetails } from './timeline-details.tsx'
import { TimelineLegend } from './timeline-legend.tsx'
import { TimelineScroller } from './timeline-scroller.tsx'
import { TimelineTable } from './timeline-table.tsx'
import { TimelineZoom } from './timeline-zoom.tsx'

type CallTimelineSectionProps = {
  call: { id: string; started_at: string; ended_at: string | null }
  messages: readonly Message[]
  agentName: string
}

const USUAL_WIDTH_PX = 720
const NONE: never[] = []

/** A call in time: who spoke when, how soon answers came, and where it went from one connection to the next. */
export function CallTimelineSection({ call, messages, agentName }: CallTimelineSectionProps) {
  const live = call.ended_at === null
  const now = useNow(live)
  const { data: segments = NONE } = useQuery(segmentsQuery(call.id))
  const timeline = useMemo(() => callTimeline(call, segments, messages, now), [call, segments, messages, now])
  const frame = useRef<HTMLDivElement>(null)
  const widthPx = useWidth(frame, USUAL_WIDTH_PX)
  const [chosenZoom, setZoom] = useState<number | null>(null)
  const zoom = chosenZoom ?? readableZoom(timeline.lengthMs, widthPx)
  const [selected, setSelected] = useState<string>()
  const [pointedAt, setPointedAt] = useState<string>()
  const shown = timeline.events.find(({ key }) => key === (pointedAt ?? selected))
  if (timeline.events.length === 0) return null
  return (
    <section aria-labelledby="time-line" className="mt-8 border-t border-line pt-6">
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-1">
        <h2 id="time-line" className="text-lg font-semibold">
          Time line
        </h2>
        <TimelineZoom zoom={zoom} onZoom={setZoom} />
      </div>
      <p className="text-sm text-ink-soft tabular-nums">{figuresOf(timeline).join(' · ')}</p>
      <div ref={frame} className="mt-3">
        <TimelineScroller
          timeline={timeline}
          agentName={agentName}
          zoom={zoom}
          widthPx={widthPx}
          live={live}
          selected={selected}
          shown={shown?.key}
          onSelect={setSelected}
          onPoint={setPointedAt}
        />
      </div>
      <TimelineLegend agentName={agentName} handsOver={timeline.segments.length > 1} />
      <TimelineDetails event={shown} agentName={agentName} />
      <TimelineTable events={timeline.events} agentName={agentName} />
    </section>
  )
}
