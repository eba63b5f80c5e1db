import { classNames } from '@/lib/class-names.ts'
import type { AgentState } from '../agent.ts'

const WORDS: Record<AgentState, string> = {
  draft: 'Draft',
  published: 'Published',
  changed: 'Published, draft differs',
  archived: 'Archived',
}

/** How an agent stands. */
export function StateBadge({ state }: { state: AgentState }) {
  const live = state === 'published' || state === 'changed'
  return (
    <span
      className={classNames(
        'inline-flex shrink-0 items-center gap-1.5 rounded-full px-2.5 py-0.5 text-xs font-semibold whitespace-nowrap',
        live ? 'bg-accent-soft text-accent' : 'bg-sunken text-ink-soft',
      )}
    >
      {live && (
        <span
          aria-hidden
          className={classNames('size-1.5 rounded-full', state === 'changed' ? 'border border-accent' : 'bg-accent')}
        />
      )}
      {WORDS[state]}
    </span>
  )
}
