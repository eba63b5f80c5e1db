import { useLayoutEffect, useRef, useState } from 'react'
import type { CallTimeline } from '../call-timeline.ts'
import { TimelineOverview } from './timeline-overview.tsx'
import { TimelineTrack, type TimelineTrackProps } from './timeline-track.tsx'

type TimelineScrollerProps = Omit<TimelineTrackProps, 'timeline'> & {
  timeline: CallTimeline
  /** How many times wider than its frame the track is. */
  zoom: number
  /** The frame's width. */
  widthPx: number
  live: boolean
}

/** The part of a call that one looks at, and above it, when that is not all, where it lies in the whole. */
export function TimelineScroller({ zoom, live, ...props }: TimelineScrollerProps) {
  const scroller = useRef<HTMLDivElement>(null)
  /** Left and right edge of what is seen, as parts of the whole. */
  const [view, setView] = useState<[number, number]>([0, 1])
  const centre = useRef(live ? 1 : 0)
  const look = () => {
    const { scrollLeft, clientWidth, scrollWidth } = scroller.current as HTMLDivElement
    if (scrollWidth > 0) setView([scrollLeft / scrollWidth, (scrollLeft + clientWidth) / scrollWidth])
  }
  const lookAt = (part: number) => {
    const element = scroller.current as HTMLDivElement
    element.scrollLeft = part * element.scrollWidth - element.clientWidth / 2
  }
  const follows = useRef(live)
  const trackPx = useRef(0)
  // Looks again when the track has changed its width.
  useLayoutEffect(() => {
    trackPx.current = scroller.current?.scrollWidth ?? 0
    if (zoom > 1) lookAt(follows.current ? 1 : centre.current)
    look()
  }, [zoom, props.widthPx, live && props.timeline.lengthMs])
  const scrolled = () => {
    const { scrollLeft, clientWidth, scrollWidth } = scroller.current as HTMLDivElement
    // The browser moved it, because the track became narrower: nobody wanted that.
    if (scrollWidth !== trackPx.current) return
    centre.current = (scrollLeft + clientWidth / 2) / scrollWidth
    follows.current = live && scrollLeft + clientWidth > scrollWidth - 24
    look()
  }
  return (
    <>
      {zoom > 1 && <TimelineOverview timeline={props.timeline} view={view} onLookAt={lookAt} />}
      <div
        ref={scroller}
        onScroll={scrolled}
        className="overflow-x-auto overscroll-x-contain rounded-card border border-line bg-raised"
      >
        {/* The style of an element, not of the page: the page's policy allows it. */}
        <div style={{ width: `${zoom * 100}%` }} className="px-4 pt-2 pb-3">
          <TimelineTrack {...props} widthPx={props.widthPx * zoom} />
        </div>
      </div>
    </>
  )
}
