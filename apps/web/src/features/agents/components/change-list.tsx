import { classNames } from '@/lib/class-names.ts'
import type { DraftChange } from '../draft-changes.ts'
import { type DiffLine, lineDiff } from '../line-diff.ts'

const SIGN = { kept: ' ', added: '+', removed: '−' }
const WORD = { kept: '', added: 'added: ', removed: 'removed: ' }

/** What would change, field by field, line by line. */
export function ChangeList({ changes }: { changes: readonly DraftChange[] }) {
  return (
    <dl className="flex flex-col gap-4">
      {changes.map(({ field, label, before, after }) => (
        <div key={field}>
          <dt className="text-sm font-semibold">{label}</dt>
          <dd className="mt-1.5 max-h-72 overflow-y-auto rounded-xl border border-line bg-raised py-2 text-sm leading-relaxed">
            <Lines lines={lineDiff(before, after)} />
          </dd>
        </div>
      ))}
    </dl>
  )
}

function Lines({ lines }: { lines: readonly DiffLine[] }) {
  return (
    <ul>
      {lines.map(({ change, text }, index) => (
        <li
          key={index}
          className={classNames(
            'grid grid-cols-[1.5rem_1fr] px-2 whitespace-pre-wrap [overflow-wrap:anywhere]',
            change === 'added' && 'bg-accent-soft',
            change === 'removed' && 'bg-danger-soft line-through decoration-danger/60',
            change === 'kept' && 'text-ink-soft',
          )}
        >
          <span aria-hidden className="text-center no-underline">
            {SIGN[change]}
          </span>
          <span>
            <span className="sr-only">{WORD[change]}</span>
            {text || ' '}
          </span>
        </li>
      ))}
    </ul>
  )
}
