import { RadioGroup } from 'radix-ui'
import { useId } from 'react'
import { ProblemLine } from '@/components/ui/problem-line.tsx'
import { useUpdateOrganization } from '../api/update-organization.ts'
import type { Organization } from '../organization.ts'

const CHOICES = [
  { value: 'admins', title: 'Owners and admins, and who made it', text: 'Members are told so before they call.' },
  { value: 'own', title: 'Only who made it', text: 'Nobody else reads it, not even owners.' },
] as const

/** Who reads a call: chosen by owners, told to everybody else. */
export function CallsVisibility({
  organization: { id, name, role, admins_see_calls },
}: {
  organization: Organization
}) {
  const label = useId()
  const update = useUpdateOrganization(id)
  const shown = update.isPending ? update.variables.admins_see_calls : admins_see_calls
  if (role !== 'owner') {
    return (
      <dl className="mt-5">
        <dt className="text-sm font-medium">Who can read a call</dt>
        <dd>{admins_see_calls ? `Owners and admins of ${name}, and who made it` : 'Only who made it'}</dd>
      </dl>
    )
  }
  return (
    <div className="mt-7">
      <p id={label} className="text-sm font-medium">
        Who can read a call
      </p>
      <p className="mt-1 max-w-prose text-[0.9375rem] leading-relaxed text-ink-soft">
        Holds for calls from now on. A call keeps what was set when it began: changing this opens no old call, and
        closes none.
      </p>
      <RadioGroup.Root
        value={shown ? 'admins' : 'own'}
        onValueChange={(value) => update.mutate({ admins_see_calls: value === 'admins' })}
        aria-labelledby={label}
        className="mt-3 grid gap-2.5 sm:grid-cols-2"
      >
        {CHOICES.map(({ value, title, text }) => (
          <RadioGroup.Item
            key={value}
            value={value}
            className="rounded-card border border-line bg-raised p-4 text-left transition-colors hover:border-line-strong data-[state=checked]:border-accent data-[state=checked]:bg-accent-soft"
          >
            <span className="block font-medium">{title}</span>
            <span className="mt-0.5 block text-sm text-ink-soft">{text}</span>
          </RadioGroup.Item>
        ))}
      </RadioGroup.Root>
      <ProblemLine error={update.error} />
      <p role="status" className="mt-2.5 text-sm text-ink-soft">
        {update.isSuccess ? 'Saved. It holds for calls that begin from now on.' : ''}
      </p>
    </div>
  )
}
