import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button } from '@/components/ui/button.tsx'
import { Notice } from '@/components/ui/notice.tsx'
import { CallListSkeleton } from '@/features/history/components/call-list-skeleton.tsx'
import { useCurrentOrganization } from '@/features/organizations/api/current-organization.ts'
import { formatCost } from '@/lib/format-cost.ts'
import { formatDay } from '@/lib/format-day.ts'
import { formatElapsed } from '@/lib/format-elapsed.ts'
import { type RunSummary, runsQuery } from '../api/list-runs.ts'
import { RunStatusBadge } from './run-status-badge.tsx'

/** The person's runs: what was asked, how it went, what it cost. */
export function RunsScreen() {
  const organization = useCurrentOrganization()
  const runs = useInfiniteQuery(runsQuery(organization.id))
  const rows = runs.data?.pages.flat()
  const days = Map.groupBy(rows ?? [], ({ created_at }) => formatDay(new Date(created_at)))
  return (
    <div className="mx-auto w-full max-w-3xl flex-1 pb-12">
      <h1 className="text-display font-bold">Runs</h1>
      <p className="mt-3 text-lg text-ink-soft">What agents did for you, step by step, and what it cost.</p>
      <div className="mt-8 flex flex-col gap-9">
        {!rows && !runs.error && <CallListSkeleton />}
        {runs.error && !rows && (
          <Notice
            tone="problem"
            title="Your runs could not be read"
            actions={
              <Button size="small" onClick={() => void runs.refetch()}>
                Try again
              </Button>
            }
          >
            Check your connection.
          </Notice>
        )}
        {rows?.length === 0 && (
          <p className="text-ink-soft">
            Nothing yet. Each message in a{' '}
            <Link to="/chat" className="text-accent underline underline-offset-4">
              chat
            </Link>{' '}
            begins a run.
          </p>
        )}
        {[...days].map(([day, dayRuns]) => (
          <section key={day} aria-label={day}>
            <h2 className="mb-2 text-lg font-semibold">{day}</h2>
            <ul>
              {dayRuns.map((run) => (
                <RunRow key={run.id} run={run} />
              ))}
            </ul>
          </section>
        ))}
      </div>
      {runs.hasNextPage && (
        <div className="mt-8 text-center">
          <Button variant="outline" disabled={runs.isFetchingNextPage} onClick={() => void runs.fetchNextPage()}>
            {runs.isFetchingNextPage ? 'Loading…' : 'Earlier runs'}
          </Button>
        </div>
      )}
    </div>
  )
}

function RunRow({ run }: { run: RunSummary }) {
  const took = run.finished_at && formatElapsed(Date.parse(run.finished_at) - Date.parse(run.created_at))
  return (
    <li className="border-t border-line last:border-b">
      <Link
        to="/runs/$runId"
        params={{ runId: run.id }}
        className="-mx-3 grid grid-cols-[1fr_auto] gap-x-5 gap-y-0.5 rounded-xl px-3 py-4 transition-colors hover:bg-sunken"
      >
        <span className="flex min-w-0 items-center gap-2.5">
          <span className="truncate font-medium">{run.question || `Run of ${run.agent_name}`}</span>
          <RunStatusBadge run={run} />
        </span>
        <time dateTime={run.created_at} className="text-sm text-ink-soft tabular-nums">
          {new Date(run.created_at).toLocaleTimeString(undefined, { hour: 'numeric', minute: '2-digit' })}
        </time>
        <span className="truncate text-[0.9375rem] text-ink-soft">
          {run.agent_name}
          {run.draft && ', draft'} · {run.steps === 1 ? '1 step' : `${run.steps} steps`}
          {took && ` · ${took}`}
        </span>
        <span className="text-right text-sm text-ink-soft tabular-nums">{formatCost(run.cost_micro_usd)}</span>
      </Link>
    </li>
  )
}
