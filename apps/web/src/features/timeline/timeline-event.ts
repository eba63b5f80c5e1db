/** A turn on the time line. Times are milliseconds since the call began. */
export type TimelineTurn = {
  kind: 'turn'
  key: string
  lane: 'caller' | 'agent'
  startMs: number
  endMs: number
  /** How long it was to be heard; `null`: not known, or written. */
  durationMs: number | null
  /** From the end of the caller's speech to the first sound of the answer. */
  latencyMs: number | null
  text: string
  status: 'completed' | 'interrupted' | 'failed'
  source: 'voice' | 'text' | 'tool'
}

/** Where one segment ends and the next one takes the call over. */
export type TimelineHandOff = {
  kind: 'hand-off'
  key: string
  startMs: number
  endMs: number
  /** How long nobody carried the call; `null`: not known, since its end was noticed only when the next one came. */
  gapMs: number | null
  planned: boolean
  /** Counted from 1; segments that never carried the call do not count. */
  from: number
  to: number
}

/** What one can walk to on the time line. */
export type TimelineEvent = TimelineTurn | TimelineHandOff
