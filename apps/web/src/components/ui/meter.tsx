import { useId } from 'react'
import { classNames } from '@/lib/class-names.ts'

type MeterProps = { label: string; value: number; max: number; text: string }

/** How much of what is allowed is used. Turns to the colour of danger when nothing is left. */
export function Meter({ label, value, max, text }: MeterProps) {
  const id = useId()
  const full = value >= max
  const width = max > 0 ? Math.min(100, (value / max) * 100) : 100
  return (
    <div>
      <div className="flex flex-wrap items-baseline justify-between gap-x-4 text-[0.9375rem]">
        <span id={id} className="font-medium">
          {label}
        </span>
        <span className={classNames('tabular-nums', full ? 'text-danger' : 'text-ink-soft')}>{text}</span>
      </div>
      {/* biome-ignore lint/a11y/useSemanticElements: browsers draw a <meter> each in their own way, and let nobody change it */}
      <div
        role="meter"
        aria-labelledby={id}
        aria-valuemin={0}
        aria-valuemax={max}
        aria-valuenow={Math.min(value, max)}
        aria-valuetext={text}
        className="mt-2 h-2.5 overflow-hidden rounded-full border border-line bg-sunken"
      >
        <div
          className={classNames('h-full rounded-full', full ? 'bg-danger' : 'bg-accent')}
          style={{ width: `${width}%` }}
        />
      </div>
    </div>
  )
}
