import type { CallTimeline } from './call-timeline.ts'
import type { TimelineEvent } from './timeline-event.ts'

/** Bars may be thinner than a finger or a steady hand. */
const REACH_PX = 12

/** The event under a pointer, or the nearest one of the lane that it points at; `undefined`: none is near. */
export function eventAt(
  { events, lengthMs }: CallTimeline,
  pointer: { clientX: number; clientY: number; target: EventTarget },
  track: HTMLElement,
): TimelineEvent | undefined {
  const hit = pointer.target instanceof Element ? pointer.target.closest<HTMLElement>('[data-key]') : null
  if (hit) return events.find(({ key }) => key === hit.dataset.key)
  const { left, top, width, height } = track.getBoundingClientRect()
  const at = ((pointer.clientX - left) / width) * lengthMs
  const reach = (REACH_PX / width) * lengthMs
  const lane = laneAt((pointer.clientY - top) / height)
  const distance = ({ startMs, endMs }: TimelineEvent) => Math.max(startMs - at, at - endMs, 0)
  return events
    .filter((event) => (event.kind === 'turn' ? event.lane : 'segments') === lane && distance(event) <= reach)
    .sort((a, b) => distance(a) - distance(b))[0]
}

/** @param part from the top of the track to its bottom, 0 to 1 */
function laneAt(part: number): 'segments' | 'caller' | 'agent' {
  if (part < 0.38) return 'segments'
  return part < 0.68 ? 'caller' : 'agent'
}
