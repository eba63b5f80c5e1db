import { formatDuration } from '@/lib/format-duration.ts'
import type { CallTimeline } from './call-timeline.ts'
import type { TimelineEvent, TimelineHandOff, TimelineTurn } from './timeline-event.ts'

/** A short time as people say it: `48 ms`, `3.2 s`. */
export function formatShort(milliseconds: number): string {
  return Math.abs(milliseconds) < 1000 ? `${Math.round(milliseconds)} ms` : `${(milliseconds / 1000).toFixed(1)} s`
}

/** Who a turn is by. */
export function speakerOf(turn: TimelineTurn, agentName: string, callerName: string): string {
  if (turn.source === 'tool') return 'Tool'
  return turn.lane === 'agent' ? agentName : callerName
}

/** What there is to say of an event beside when it was and its text. */
export function factsOf(event: TimelineEvent): string[] {
  return event.kind === 'turn' ? turnFacts(event) : handOffFacts(event)
}

function turnFacts({ source, status, durationMs, latencyMs }: TimelineTurn): string[] {
  return [
    source === 'text' && 'typed',
    status === 'failed' && 'not understood',
    status === 'interrupted' && (durationMs === null ? 'interrupted' : `interrupted after ${formatShort(durationMs)}`),
    status !== 'interrupted' && durationMs !== null && `lasted ${formatShort(durationMs)}`,
    latencyMs !== null &&
      (latencyMs < 0 ? 'began before you had finished' : `answered after ${formatShort(latencyMs)}`),
  ].filter((fact) => fact !== false)
}

function handOffFacts({ planned, gapMs }: TimelineHandOff): string[] {
  const gap = gapMs === null ? 'length of the gap not known' : `gap of ${formatShort(gapMs)}`
  return [planned ? 'planned' : 'after the connection broke', gap]
}

/** What happened, in one line: the text of a turn, or which segment followed which. */
export function textOf(event: TimelineEvent): string {
  if (event.kind === 'hand-off') return `Segment ${event.to} took over from segment ${event.from}`
  return event.source === 'tool' ? `Used ${event.text}` : event.text
}

/** An event as a screen reader says it. */
export function labelOf(event: TimelineEvent, agentName: string, callerName: string): string {
  const who = event.kind === 'turn' ? speakerOf(event, agentName, callerName) : 'Hand-over'
  const text = textOf(event)
  const short = text.length > 120 ? `${text.slice(0, 119)}…` : text
  return [formatDuration(event.startMs), who, ...factsOf(event)].join(', ') + (short && `: ${short}`)
}

/** The call in figures: how often it changed hands, and how fast it was answered. */
export function figuresOf({ segments, events }: CallTimeline): string[] {
  const changes = events.filter((event) => event.kind === 'hand-off')
  const gaps = changes.flatMap(({ gapMs }) => gapMs ?? [])
  const latencies = events.flatMap((event) =>
    event.kind === 'turn' && event.latencyMs !== null ? [event.latencyMs] : [],
  )
  const cut = events.filter((event) => event.kind === 'turn' && event.status === 'interrupted').length
  const figures = []
  if (segments.length > 1) figures.push(`${segments.length} segments`)
  if (gaps.length > 0) figures.push(`longest gap ${formatShort(Math.max(...gaps))}`)
  if (latencies.length > 0) figures.push(`answers after ${formatShort(median(latencies))} (median)`)
  if (cut > 0) figures.push(`${cut} interrupted`)
  return figures
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? 0
}
