import { useQuery } from '@tanstack/react-query'
import { Meter } from '@/components/ui/meter.tsx'
import { ProblemLine } from '@/components/ui/problem-line.tsx'
import { Section } from '@/components/ui/section.tsx'
import { usageQuery } from '../api/get-usage.ts'
import type { Organization } from '../organization.ts'

const number = new Intl.NumberFormat()
const dollars = new Intl.NumberFormat(undefined, { style: 'currency', currency: 'USD' })
const MICRO = 1_000_000

/** What an organisation's plan allows, and how much of it is used. */
export function PlanSection({ organization: { id, personal, plan } }: { organization: Organization }) {
  const usage = useQuery(usageQuery(id))
  const facts = [
    ['Models', plan.models.length ? `${plan.models.join(', ')}, and the server’s own` : 'The server’s own'],
    ['Voices', plan.voices?.join(', ') ?? 'All'],
    ['Requests a minute', number.format(plan.requests_per_minute)],
    ['Tokens a minute', number.format(plan.tokens_per_minute)],
    ['Budget a month', dollars.format(plan.monthly_budget_micro_usd / MICRO)],
  ]
  return (
    <Section
      title="Plan and limits"
      text={`The plan is ${plan.name}. ${personal ? '' : 'All members share what it allows. '}It is changed by who operates this Parley: ask them for another one.`}
    >
      <ProblemLine error={usage.error} />
      {usage.data && (
        <div className="mt-5 grid gap-5 sm:grid-cols-2">
          <Meter
            label="Live calls"
            value={usage.data.live_calls}
            max={plan.live_calls}
            text={`${number.format(usage.data.live_calls)} of ${number.format(plan.live_calls)}`}
          />
          <Meter
            label="Minutes of calls this month"
            value={usage.data.call_minutes_used}
            max={plan.call_minutes}
            text={`${number.format(usage.data.call_minutes_used)} of ${number.format(plan.call_minutes)}`}
          />
        </div>
      )}
      <dl className="mt-6 grid gap-x-6 sm:grid-cols-[auto_1fr]">
        {facts.map(([name, value]) => (
          <div key={name} className="grid border-t border-line py-2.5 last:border-b sm:col-span-2 sm:grid-cols-subgrid">
            <dt className="text-ink-soft">{name}</dt>
            <dd className="font-medium [overflow-wrap:anywhere]">{value}</dd>
          </div>
        ))}
      </dl>
    </Section>
  )
}
