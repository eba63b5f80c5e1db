import type { Message } from '@/features/transcript/message.ts'
import type { Segment } from './api/list-segments.ts'
import type { TimelineEvent, TimelineHandOff, TimelineTurn } from './timeline-event.ts'

/** A segment as a band. Times are milliseconds since the call began. */
export type TimelineSegment = { id: string; order: number; startMs: number; endMs: number; open: boolean }

/** A call, ready to be drawn to any scale. */
export type CallTimeline = {
  lengthMs: number
  segments: TimelineSegment[]
  /** Turns and hand-offs as they followed each other. */
  events: TimelineEvent[]
}

type CallTimes = { started_at: string; ended_at: string | null }

/**
 * Lays a call out in time.
 *
 * @param now where a call that goes on ends for now, in milliseconds since the epoch
 */
export function callTimeline(
  call: CallTimes,
  segments: readonly Segment[],
  messages: readonly Message[],
  now: number,
): CallTimeline {
  const origin = Date.parse(call.started_at)
  const end = Math.max(0, (call.ended_at ? Date.parse(call.ended_at) : now) - origin)
  const since = (time: string) => Math.max(0, Date.parse(time) - origin)
  const carried = segments.flatMap(({ taken_at, ...segment }) => (taken_at ? [{ ...segment, taken_at }] : []))
  const bands = carried.map(({ id, taken_at, ended_at }, index) => ({
    id,
    order: index + 1,
    startMs: since(taken_at),
    endMs: ended_at ? since(ended_at) : Math.max(end, since(taken_at)),
    open: ended_at === null && call.ended_at === null,
  }))
  const turns = messages.filter(({ role }) => role !== 'system').map((message) => turnOf(message, since))
  const events = [...turns, ...handOffs(bands, carried)].sort((a, b) => a.startMs - b.startMs)
  return { lengthMs: Math.max(1000, end, ...events.map(({ endMs }) => endMs)), segments: bands, events }
}

function turnOf(message: Message, since: (time: string) => number): TimelineTurn {
  const { role, source, text, status } = message
  // Rows from before turns had times stand where they were stored.
  const startMs = since(message.started_at ?? message.inserted_at)
  const heard = status === 'interrupted' ? (message.heard_ms ?? message.duration_ms) : message.duration_ms
  const durationMs = source === 'voice' ? heard : null
  return {
    kind: 'turn',
    key: `turn-${message.id}`,
    lane: role === 'user' ? 'caller' : 'agent',
    startMs,
    endMs: startMs + (durationMs ?? 0),
    durationMs,
    latencyMs: role === 'assistant' ? message.latency_ms : null,
    text: role === 'tool' ? toolName(message.tool) : text,
    status: status as TimelineTurn['status'],
    source: role === 'tool' ? 'tool' : (source as TimelineTurn['source']),
  }
}

function handOffs(bands: readonly TimelineSegment[], segments: readonly Segment[]): TimelineHandOff[] {
  return bands.slice(1).map((band, index) => {
    // The bands are as long as the segments, so the one before exists.
    const before = bands[index] as TimelineSegment
    const reason = segments[index]?.end_reason
    return {
      kind: 'hand-off',
      key: `hand-off-${band.order}`,
      startMs: Math.min(before.endMs, band.startMs),
      endMs: band.startMs,
      gapMs: reason === 'replaced' ? null : Math.max(0, band.startMs - before.endMs),
      planned: reason === 'handed_over',
      from: before.order,
      to: band.order,
    }
  })
}

function toolName(tool: unknown): string {
  const name = typeof tool === 'object' && tool !== null && 'name' in tool ? tool.name : undefined
  return typeof name === 'string' ? name : 'tool'
}
