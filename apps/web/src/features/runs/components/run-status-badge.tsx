import { classNames } from '@/lib/class-names.ts'
import { isLive, type Run, statusWord } from '../run.ts'

/** How a run stands. */
export function RunStatusBadge({ run }: { run: Pick<Run, 'status'> }) {
  const live = isLive(run)
  return (
    <span
      className={classNames(
        'inline-flex shrink-0 items-center gap-1.5 rounded-full px-2.5 py-0.5 text-xs font-semibold whitespace-nowrap',
        run.status === 'failed'
          ? 'bg-danger-soft text-ink'
          : live
            ? 'bg-accent-soft text-accent'
            : 'bg-sunken text-ink-soft',
      )}
    >
      {live && <span aria-hidden className="size-1.5 animate-pulse-dot rounded-full bg-accent" />}
      {statusWord(run.status)}
    </span>
  )
}
