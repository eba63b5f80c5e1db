import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { FileText, X } from 'lucide-react'
import type { ReactNode } from 'react'
import { sourceQuery } from '@/features/knowledge/api/get-source.ts'

type AboutDocumentProps = {
  sourceId: string
  /** A link to the same conversation about everything, around what it is given. */
  leave: (label: ReactNode) => ReactNode
}

/** Which document the next questions are about, and the way out of that. */
export function AboutDocument({ sourceId, leave }: AboutDocumentProps) {
  const { data: source } = useQuery(sourceQuery(sourceId))
  if (source === undefined) return null
  return (
    <p className="mb-2 flex min-w-0 items-center gap-2 text-sm text-ink-soft">
      <FileText aria-hidden className="size-4 shrink-0" />
      {source === null ? (
        <span>The document that this was about is gone.</span>
      ) : (
        <span className="min-w-0 truncate">
          About{' '}
          <Link to="/knowledge/$sourceId" params={{ sourceId }} className="text-accent underline underline-offset-4">
            {source.name}
          </Link>{' '}
          alone
        </span>
      )}
      {leave(
        <>
          <X aria-hidden className="size-4" />
          <span className="sr-only">Ask about everything</span>
        </>,
      )}
    </p>
  )
}
