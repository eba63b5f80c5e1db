import type { StoredRunEvent } from '@parley/shared/agent-run'

/** Something that took time in a run. Times in milliseconds since the epoch; `until` null: it goes on. */
export type TimelineSpan = {
  key: string
  kind: 'step' | 'tool' | 'wait'
  label: string
  from: number
  until: number | null
  /** A tool that did not do what it was asked to. */
  problem: string | null
  tokens: { input: number; output: number; costMicroUsd: number } | null
}

/** Something that took none. */
export type TimelineMark = { key: string; at: number; label: string }

/** What happened in a run, by its beginnings. */
export type RunTimeline = { from: number; until: number | null; spans: TimelineSpan[]; marks: TimelineMark[] }

const PROBLEMS = { done: null, failed: 'failed', refused: 'refused', unknown: 'interrupted, not tried again' } as const

/** A run's time line from its events, in their order; `null` before the first. */
export function runTimeline(events: readonly StoredRunEvent[]): RunTimeline | null {
  const [first] = events
  if (!first) return null
  const timeline: RunTimeline = { from: at(first), until: null, spans: [], marks: [] }
  for (const event of events) take(timeline, event)
  return timeline
}

const at = ({ created_at }: StoredRunEvent) => Date.parse(created_at)

function take(timeline: RunTimeline, event: StoredRunEvent): void {
  const { spans, marks } = timeline
  if (event.type !== 'run.waiting') endWait(spans, at(event))
  switch (event.type) {
    case 'step.started':
      endStep(spans, event.data.step, at(event), null)
      spans.push(span(event, 'step', `Answer of ${event.data.model}`, `step ${event.data.step} ${event.seq}`))
      break
    case 'step.done': {
      const { step, input_tokens: input, output_tokens: output, cost_micro_usd: costMicroUsd } = event.data
      endStep(spans, step, at(event), { input, output, costMicroUsd })
      break
    }
    case 'tool.called':
      spans.push(span(event, 'tool', event.data.name, event.data.tool_call_id))
      break
    case 'tool.done':
      endTool(spans, event)
      break
    case 'tool.decided':
      marks.push({
        key: String(event.seq),
        at: at(event),
        label: `${event.data.name}: ${DECISIONS[event.data.decision]}`,
      })
      break
    case 'run.waiting':
      spans.push(span(event, 'wait', 'Waiting for you', `wait ${event.seq}`))
      break
    case 'run.resumed':
      timeline.until = null
      marks.push({ key: String(event.seq), at: at(event), label: 'The run went on' })
      break
    case 'run.done':
      timeline.until = at(event)
      for (const open of spans) open.until ??= at(event)
  }
}

const DECISIONS = {
  approved: 'you approved it',
  changed: 'you approved it with other arguments',
  refused: 'you refused it',
  expired: 'nobody decided in time',
} as const

function span(event: StoredRunEvent, kind: TimelineSpan['kind'], label: string, key: string): TimelineSpan {
  return { key, kind, label, from: at(event), until: null, problem: null, tokens: null }
}

function endWait(spans: readonly TimelineSpan[], when: number): void {
  const open = spans.find(({ kind, until }) => kind === 'wait' && until === null)
  if (open) open.until = when
}

function endStep(spans: readonly TimelineSpan[], step: number, when: number, tokens: TimelineSpan['tokens']): void {
  const open = spans.findLast(({ key, until }) => key.startsWith(`step ${step} `) && until === null)
  if (open) Object.assign(open, { until: when, tokens })
}

/** A tool ran for as long as it says, up to its end; before that it waited, for its turn or for a person. */
function endTool(spans: readonly TimelineSpan[], event: Extract<StoredRunEvent, { type: 'tool.done' }>): void {
  const open = spans.find(({ key }) => key === event.data.tool_call_id)
  if (!open) return
  open.until = at(event)
  open.from = Math.max(open.from, at(event) - event.data.ms)
  open.problem = PROBLEMS[event.data.status]
}
