import { classNames } from '@/lib/class-names.ts'
import type { DraftChange } from '../draft-changes.ts'
import { type FoldedLines, foldKeptLines } from '../fold-kept-lines.ts'
import { type DiffLine, lineDiff } from '../line-diff.ts'

const SIGN = { kept: ' ', added: '+', removed: '−', folded: '…' }
const WORD = { kept: '', added: 'added: ', removed: 'removed: ', folded: '' }

/** What would change, field by field, line by line. */
export function ChangeList({ changes }: { changes: readonly DraftChange[] }) {
  return (
    <dl className="flex flex-col gap-4">
      {changes.map(({ field, label, before, after }) => (
        <div key={field}>
          <dt className="text-sm font-semibold">{label}</dt>
          <dd className="mt-1.5 overflow-hidden rounded-xl border border-line bg-raised py-2 text-sm leading-relaxed">
            <ul>
              {foldKeptLines(lineDiff(before, after)).map((line, index) => (
                <Line key={index} line={line} />
              ))}
            </ul>
          </dd>
        </div>
      ))}
    </dl>
  )
}

function Line({ line }: { line: DiffLine | FoldedLines }) {
  const { change } = line
  const text = line.change === 'folded' ? `${line.lines} ${line.lines === 1 ? 'line' : 'lines'} as before` : line.text
  return (
    <li
      className={classNames(
        'grid grid-cols-[1.5rem_1fr] px-2 whitespace-pre-wrap [overflow-wrap:anywhere]',
        change === 'added' && 'bg-accent-soft',
        change === 'removed' && 'bg-danger-soft line-through decoration-danger/60',
        (change === 'kept' || change === 'folded') && 'text-ink-soft',
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
  )
}
