import { classNames } from '@/lib/class-names.ts'

type ProgressBarProps = {
  label: string
  /** From 0 to 1; `null`: nobody knows how much there is. */
  value: number | null
  /** What stands beside it, for those who do not see it. */
  text?: string
}

/** How far something is that ends by itself. */
export function ProgressBar({ label, value, text }: ProgressBarProps) {
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={value === null ? undefined : Math.round(value * 100)}
      aria-valuetext={text}
      className="h-1.5 overflow-hidden rounded-full bg-sunken"
    >
      <div
        className={classNames(
          'h-full rounded-full bg-accent transition-[width]',
          value === null && 'animate-pulse-dot',
        )}
        style={{ width: `${(value ?? 0.3) * 100}%` }}
      />
    </div>
  )
}
