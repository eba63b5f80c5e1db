import { type ReactNode, startTransition, useOptimistic } from 'react'

type CheckRowProps = {
  label: string
  hint?: ReactNode
  checked: boolean
  disabled?: boolean
  /** Applies it. A promise: it takes a while, and may fail, which the caller tells of. */
  onChange: (checked: boolean) => unknown
}

/** A line of a list of things that are chosen or not. It shows at once what was asked for, and what is true once that is done. */
export function CheckRow({ label, hint, checked, disabled, onChange }: CheckRowProps) {
  const [shown, show] = useOptimistic(checked)
  function choose(chosen: boolean) {
    const done = onChange(chosen)
    if (!(done instanceof Promise)) return
    startTransition(async () => {
      show(chosen)
      await done.catch(() => {})
    })
  }
  return (
    <li className="border-t border-line last:border-b">
      <label className="flex cursor-pointer items-start gap-3 py-3 has-disabled:cursor-default">
        <input
          type="checkbox"
          checked={shown}
          disabled={disabled}
          onChange={(event) => choose(event.target.checked)}
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
