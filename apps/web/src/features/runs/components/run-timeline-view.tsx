import { Bot, Clock, Wrench } from 'lucide-react'
import { useNow } from '@/features/timeline/hooks/use-now.ts'
import { classNames } from '@/lib/class-names.ts'
import { formatCost } from '@/lib/format-cost.ts'
import { formatElapsed } from '@/lib/format-elapsed.ts'
import type { RunTimeline, TimelineMark, TimelineSpan } from '../run-timeline.ts'
import { timelinePlaces } from '../timeline-places.ts'

const ICONS = { step: Bot, tool: Wrench, wait: Clock } as const
const BARS = { step: 'bg-accent', tool: 'bg-ink-soft', wait: 'border border-dashed border-line-strong' } as const

/** A run's time line: a line of words for each thing, and a bar that shows when and how long. */
export function RunTimelineView({ timeline }: { timeline: RunTimeline }) {
  const now = useNow(timeline.until === null)
  const place = timelinePlaces(timeline, now)
  const items = [
    ...timeline.spans.map((span) => ({ key: span.key, at: span.from, span })),
    ...timeline.marks.map((mark) => ({ key: mark.key, at: mark.at, mark })),
  ].sort((one, other) => one.at - other.at)
  return (
    <ol className="mt-4 flex flex-col">
      {items.map((item) => (
        <li key={item.key} className="border-t border-line py-3 last:border-b">
          {'span' in item ? (
            <Span span={item.span} from={timeline.from} now={now} place={place} />
          ) : (
            <Mark mark={item.mark} from={timeline.from} />
          )}
        </li>
      ))}
    </ol>
  )
}

type SpanProps = { span: TimelineSpan; from: number; now: number; place: (moment: number) => number }

function Span({ span, from, now, place }: SpanProps) {
  const { kind, label, until, problem, tokens } = span
  const Icon = ICONS[kind]
  const left = place(span.from)
  const width = place(until ?? now) - left
  return (
    <>
      <p className="flex items-center justify-between gap-4 text-[0.9375rem]">
        <span className="flex min-w-0 items-center gap-2">
          <Icon aria-hidden className="size-4 shrink-0 text-ink-soft" />
          <span className="min-w-0 [overflow-wrap:anywhere]">
            {label}
            {problem && <span className="text-danger"> {problem}</span>}
          </span>
        </span>
        <span className="shrink-0 text-sm text-ink-soft tabular-nums">
          {until === null ? 'goes on' : formatElapsed(until - span.from)}
        </span>
      </p>
      <span aria-hidden className="mt-2 block h-2 rounded-full bg-sunken">
        <span
          className={classNames('block h-full min-w-1 rounded-full', BARS[kind])}
          style={{ marginLeft: `${left * 100}%`, width: `${width * 100}%` }}
        />
      </span>
      <p className="mt-1.5 text-sm text-ink-soft tabular-nums">
        at {formatElapsed(span.from - from)}
        {tokens &&
          ` · ${tokens.input.toLocaleString('en')} tokens read, ${tokens.output.toLocaleString('en')} written · ${formatCost(tokens.costMicroUsd)}`}
      </p>
    </>
  )
}

function Mark({ mark, from }: { mark: TimelineMark; from: number }) {
  return (
    <p className="flex items-baseline justify-between gap-4 text-[0.9375rem]">
      <span className="min-w-0 [overflow-wrap:anywhere]">{mark.label}</span>
      <span className="shrink-0 text-sm text-ink-soft tabular-nums">at {formatElapsed(mark.at - from)}</span>
    </p>
  )
}
