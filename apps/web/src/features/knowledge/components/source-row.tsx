import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { Button } from '@/components/ui/button.tsx'
import { ProblemLine } from '@/components/ui/problem-line.tsx'
import { useActOnSource } from '../api/act-on-source.ts'
import { isRepeatable, type Source } from '../source.ts'
import { SourceFacts } from './source-facts.tsx'
import { SourceIcon } from './source-icon.tsx'
import { SourceState } from './source-state.tsx'

type SourceRowProps = {
  source: Source
  personal: boolean
  owner: string | undefined
  /** The person may retry it. */
  manages: boolean
  /** What this list has to offer for it. */
  action?: ReactNode
}

/** A document in a list: its name, what it is, how it stands. */
export function SourceRow({ source, personal, owner, manages, action }: SourceRowProps) {
  const retry = useActOnSource('retry', source.id)
  return (
    <li className="border-t border-line py-4 last:border-b">
      <div className="flex items-start gap-3.5">
        <span className="mt-0.5">
          <SourceIcon kind={source.file.kind} />
        </span>
        <div className="min-w-0 flex-1">
          <Link
            to="/knowledge/$sourceId"
            params={{ sourceId: source.id }}
            className="line-clamp-2 rounded-sm font-medium [overflow-wrap:anywhere] hover:underline hover:underline-offset-4"
          >
            {source.name}
          </Link>
          <SourceFacts source={source} personal={personal} owner={owner} />
          <SourceState source={source} />
          <ProblemLine error={retry.error} />
        </div>
        {isRepeatable(source.file) && manages && (
          <Button
            size="small"
            variant="outline"
            aria-label={`Retry ${source.name}`}
            disabled={retry.isPending}
            onClick={() => retry.mutate()}
          >
            Retry
          </Button>
        )}
        {action}
      </div>
    </li>
  )
}
