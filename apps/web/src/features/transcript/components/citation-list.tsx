import type { Citation } from '@parley/shared/citation'
import { Link } from '@tanstack/react-router'
import { FileText } from 'lucide-react'
import { namedCitations } from '../named-citations.ts'

/** Where an answer comes from: links that open the page with the passage marked. Nothing where nothing is cited. */
export function CitationList({ citations }: { citations: readonly Citation[] }) {
  if (citations.length === 0) return null
  return (
    <ul aria-label="Sources" className="mt-2 flex flex-wrap gap-x-2 gap-y-2">
      {namedCitations(citations).map(({ key, name, place, citation }) => (
        <li key={key} className="max-w-full">
          <Link
            to="/knowledge/$sourceId"
            params={{ sourceId: citation.source_id }}
            search={{ page: citation.page_number, start: citation.start_offset, end: citation.end_offset }}
            // The two parts stand side by side, and would be read with a gap between them.
            aria-label={`${name}${place}`}
            title={citation.page_title || undefined}
            className="flex max-w-full items-center gap-1.5 rounded-full border border-line bg-raised px-3 py-1 text-accent hover:border-line-strong"
          >
            <FileText aria-hidden className="size-3.5 shrink-0" />
            <span className="truncate">{name}</span>
            <span className="-ml-1.5 shrink-0 whitespace-pre">{place}</span>
          </Link>
        </li>
      ))}
    </ul>
  )
}
