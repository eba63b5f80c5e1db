import { ChevronDown } from 'lucide-react'
import { Field } from '@/components/ui/field.tsx'
import type { PlanChoice } from '../plan-choices.ts'

type ChoiceFieldProps = {
  label: string
  value: string
  /** What the empty value is called; left out: there is none. */
  none?: string
  choices: readonly PlanChoice[]
  planName: string
  disabled?: boolean
  onChange: (value: string) => void
}

/** Voice or model. What the plan leaves out is shown, with the plan that has it, and cannot be chosen. */
export function ChoiceField({ label, value, none, choices, planName, disabled, onChange }: ChoiceFieldProps) {
  const lost = choices.some((choice) => choice.value === value && choice.excluded !== null)
  const hint = choices.some(({ excluded }) => excluded !== null) ? `Some are not in the ${planName} plan.` : undefined
  return (
    <Field
      label={label}
      hint={hint}
      problem={lost ? `The ${planName} plan does not have it: calls are refused. Choose another one.` : undefined}
    >
      {(control) => (
        <span className="relative flex items-center">
          <select
            {...control}
            value={value}
            disabled={disabled}
            onChange={(event) => onChange(event.target.value)}
            className="h-11 w-full min-w-0 appearance-none truncate rounded-full border border-line-strong/60 bg-raised pr-11 pl-5 text-base text-ink transition-colors hover:border-line-strong focus-visible:outline-offset-0 aria-invalid:border-danger disabled:opacity-60"
          >
            {none !== undefined && <option value="">{none}</option>}
            {choices.map((choice) => (
              <option key={choice.value} value={choice.value} disabled={choice.excluded !== null}>
                {choice.value}
                {choice.excluded !== null && ` (${choice.excluded})`}
              </option>
            ))}
          </select>
          <ChevronDown aria-hidden className="pointer-events-none absolute right-4.5 size-4 text-ink-soft" />
        </span>
      )}
    </Field>
  )
}
