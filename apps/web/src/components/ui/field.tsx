import { type ReactNode, useId } from 'react'

/** What ties a control to its label, hint and problem. */
export type FieldControl = { id: string; 'aria-describedby': string | undefined; 'aria-invalid': true | undefined }

type FieldProps = {
  label: string
  hint?: ReactNode
  /** At the end of the hint's line: a count. Not read out while one types. */
  aside?: ReactNode
  problem?: string | undefined
  children: (control: FieldControl) => ReactNode
}

/** A control with its label above and what is to be known about it below. */
export function Field({ label, hint, aside, problem, children }: FieldProps) {
  const id = useId()
  const below = hint !== undefined || problem !== undefined
  return (
    <div className="min-w-0">
      <label htmlFor={id} className="mb-1.5 block text-[0.9375rem] font-semibold">
        {label}
      </label>
      {children({
        id,
        'aria-describedby': below ? `${id}-below` : undefined,
        'aria-invalid': problem === undefined ? undefined : true,
      })}
      {(below || aside !== undefined) && (
        <div className="mt-1.5 flex justify-between gap-4 text-sm text-ink-soft">
          <p id={`${id}-below`} className="min-w-0 [overflow-wrap:anywhere]">
            {problem === undefined ? hint : <span className="text-danger">{problem}</span>}
          </p>
          {aside !== undefined && <p className="shrink-0 tabular-nums">{aside}</p>}
        </div>
      )}
    </div>
  )
}
