import { runStateOf } from '@parley/client/agent-run/apply-run-event'
import type { StoredRunEvent } from '@parley/shared/agent-run'
import { useSuspenseQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { BackLink } from '@/components/ui/back-link.tsx'
import { NotYours } from '@/components/ui/not-yours.tsx'
import { Notice } from '@/components/ui/notice.tsx'
import { Section } from '@/components/ui/section.tsx'
import { ToolStep } from '@/features/chat/components/tool-step.tsx'
import { errorSentence } from '@/lib/error-sentence.ts'
import { formatCost } from '@/lib/format-cost.ts'
import { formatElapsed } from '@/lib/format-elapsed.ts'
import { runQuery } from '../api/get-run.ts'
import type { Run } from '../run.ts'
import { runTimeline } from '../run-timeline.ts'
import { RunStatusBadge } from './run-status-badge.tsx'
import { RunTimelineView } from './run-timeline-view.tsx'

/** One run: what it did when, what it cost, and why it ended. While it goes on, it grows. */
export function RunScreen({ runId }: { runId: string }) {
  const { data } = useSuspenseQuery(runQuery(runId))
  return data ? <RunDetail {...data} /> : <NotYours what="run" link={<Link to="/runs">Your runs</Link>} />
}

function RunDetail({ run, events }: { run: Run; events: readonly StoredRunEvent[] }) {
  const state = runStateOf(events)
  const timeline = runTimeline(events)
  const calls = state.steps.flatMap(({ toolCalls }) => toolCalls)
  return (
    <article className="mx-auto w-full max-w-3xl flex-1 pb-12">
      <BackLink to="/runs">Runs</BackLink>
      <h1 className="mt-4 line-clamp-3 text-title font-bold [overflow-wrap:anywhere]">{state.text || 'Run'}</h1>
      <p className="mt-3 flex flex-wrap items-center gap-x-3 gap-y-1 text-ink-soft">
        <RunStatusBadge run={run} />
        <span>
          {run.agent_name}
          {run.draft && ', draft'}
        </span>
        <Link
          to="/chat/$sessionId"
          params={{ sessionId: run.session_id }}
          className="text-accent underline underline-offset-4"
        >
          Open the chat
        </Link>
      </p>
      {run.error_code && (
        <div className="mt-6">
          <Notice title={run.status === 'failed' ? 'Why it failed' : 'Why it ended'}>
            {errorSentence({ code: run.error_code })}
          </Notice>
        </div>
      )}
      <Facts run={run} />
      {timeline && (
        <Section title="Time line">
          <RunTimelineView timeline={timeline} />
        </Section>
      )}
      {calls.length > 0 && (
        <Section title="Tools">
          <ul className="mt-4 flex flex-col gap-2">
            {calls.map((call) => (
              <li key={call.id}>
                <ToolStep call={call} />
              </li>
            ))}
          </ul>
        </Section>
      )}
    </article>
  )
}

function Facts({ run }: { run: Run }) {
  const took = run.finished_at && formatElapsed(Date.parse(run.finished_at) - Date.parse(run.created_at))
  const facts = [
    ['Cost', formatCost(run.cost_micro_usd)],
    ['Tokens read', run.input_tokens.toLocaleString('en')],
    ['Tokens written', run.output_tokens.toLocaleString('en')],
    ['Steps', String(run.steps)],
    ['Took', took ?? '…'],
  ]
  return (
    <dl className="mt-7 grid grid-cols-2 gap-x-6 gap-y-4 sm:grid-cols-5">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt className="text-sm text-ink-soft">{name}</dt>
          <dd className="mt-0.5 text-lg font-semibold tabular-nums">{value}</dd>
        </div>
      ))}
    </dl>
  )
}
