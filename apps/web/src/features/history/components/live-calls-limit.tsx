import { Button } from '@/components/ui/button.tsx'
import { Notice } from '@/components/ui/notice.tsx'
import { useCurrentOrganization } from '@/features/organizations/api/current-organization.ts'
import { formatDuration } from '@/lib/format-duration.ts'
import type { Call } from '../api/get-call.ts'

type LiveCallsLimitProps = { calls: readonly Call[]; onContinue: (call: Call) => void; onRetry: () => void }

/** A new call was not allowed because others go on: which ones, and the choice to go on with one of them here. */
export function LiveCallsLimit({ calls, onContinue, onRetry }: LiveCallsLimitProps) {
  const { id, personal, name, plan } = useCurrentOrganization()
  // Calls in other organisations take no place here.
  const here = calls.filter(({ organization_id }) => organization_id === id)
  const allowed = `${personal ? 'Your plan' : `The plan of ${name}`}, ${plan.name}, allows ${
    plan.live_calls === 1 ? 'one call' : `${plan.live_calls} calls`
  } at a time.`
  const away = 'A call whose device has vanished frees its place within two minutes.'
  return (
    <Notice
      title={here.length > 0 ? 'You are already in a call' : 'No call is free at the moment'}
      actions={
        <Button size="small" variant="outline" onClick={onRetry}>
          Try again
        </Button>
      }
    >
      <p>
        {allowed}{' '}
        {here.length > 0
          ? 'Go on with one of these here, or hang up there and try again.'
          : personal
            ? away
            : `Its members are in as many. Wait until one of them has hung up. ${away}`}
      </p>
      <ul className="mt-3 flex flex-col gap-2">
        {here.map((call) => (
          <li key={call.id} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
            <span className="min-w-0 truncate font-medium">
              {call.title ?? `Call with ${call.agent_name ?? 'an agent'}`}
              <span className="font-normal text-ink-soft">
                , for {formatDuration(Date.now() - Date.parse(call.started_at))}
              </span>
            </span>
            <Button size="small" onClick={() => onContinue(call)}>
              Continue here
            </Button>
          </li>
        ))}
      </ul>
    </Notice>
  )
}
