import type { TimelineEvent } from './timeline-event.ts'

/** Where a key leads from an event; `undefined`: nowhere, the key is not for the time line. */
export function nextEvent(
  events: readonly TimelineEvent[],
  from: string | undefined,
  key: string,
): TimelineEvent | undefined {
  const at = events.findIndex((event) => event.key === from)
  switch (key) {
    case 'ArrowRight':
    case 'ArrowDown':
      return events[at + 1]
    case 'ArrowLeft':
    case 'ArrowUp':
      return events[at - 1]
    case 'Home':
      return events[0]
    case 'End':
      return events.at(-1)
    case 'PageDown':
      return events.slice(at + 1).find(({ kind }) => kind === 'hand-off')
    case 'PageUp':
      return events.slice(0, Math.max(0, at)).findLast(({ kind }) => kind === 'hand-off')
  }
}
