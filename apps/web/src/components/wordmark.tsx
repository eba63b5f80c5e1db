import { classNames } from '@/lib/class-names.ts'

/** Parley's name, with its two voices on one string. `nameFrom="sm"`: on phones the sign alone. */
export function Wordmark({ nameFrom }: { nameFrom?: 'sm' }) {
  return (
    <span className="inline-flex items-center gap-2.5 font-display text-xl font-bold tracking-tight">
      <svg viewBox="0 0 32 32" className="size-7" aria-hidden="true">
        <g fill="none" strokeWidth="2.6" strokeLinecap="round">
          <path d="M3 16c4.3 0 4.3-9 8.7-9s4.3 18 8.6 18 4.4-9 8.7-9" className="stroke-accent" />
          <path d="M3 16c4.3 0 4.3 5 8.7 5s4.3-10 8.6-10 4.4 5 8.7 5" className="stroke-ink" />
        </g>
      </svg>
      <span className={classNames(nameFrom === 'sm' && 'max-sm:hidden')}>Parley</span>
    </span>
  )
}
