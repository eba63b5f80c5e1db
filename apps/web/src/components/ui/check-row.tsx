import type { ReactNode } from 'react'

type CheckRowProps = {
  label: string
  hint?: ReactNode
  checked: boolean
  disabled?: boolean
  onChange: (checked: boolean) => void
}

/** A line of a list of things that are chosen or not. */
export function CheckRow({ label, hint, checked, disabled, onChange }: CheckRowProps) {
  return (
    <li className="border-t border-line last:border-b">
      <label className="flex cursor-pointer items-start gap-3 py-3 has-disabled:cursor-default">
        <input
          type="checkbox"
          checked={checked}
          disabled={disabled}
          onChange={(event) => onChange(event.target.checked)}
          className="mt-1 size-4.5 shrink-0 accent-accent"
        />
        <span className="min-w-0">
          <span className="block font-medium [overflow-wrap:anywhere]">{label}</span>
          {hint && <span className="block text-sm text-ink-soft [overflow-wrap:anywhere]">{hint}</span>}
        </span>
      </label>
    </li>
  )
}
