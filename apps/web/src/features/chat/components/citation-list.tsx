import type { RunStep } from '@parley/client/agent-run/run-state'
import type { Citation } from '@parley/shared/citation'
import { FileText } from 'lucide-react'
import { citationHref } from '../citation-href.ts'

/** Where an answer comes from: the pages that its tools found, each a link to the passage. */
export function CitationList({ steps }: { steps: readonly RunStep[] }) {
  const citations = distinct(steps.flatMap(({ toolCalls }) => toolCalls.flatMap((call) => call.citations)))
  if (citations.length === 0) return null
  return (
    <ul aria-label="Sources" className="mt-4 flex flex-wrap gap-2">
      {citations.map((citation) => (
        <li key={citationHref(citation)} className="min-w-0 max-w-full">
          <a
            href={citationHref(citation)}
            className="inline-flex min-h-7 max-w-full items-center gap-1.5 rounded-full border border-line bg-raised px-3 py-1 text-sm text-ink-soft hover:border-line-strong hover:text-ink"
          >
            <FileText aria-hidden className="size-3.5 shrink-0" />
            <span className="truncate">
              {citation.source_name}, page {citation.page_number}
            </span>
          </a>
        </li>
      ))}
    </ul>
  )
}

/** A page once, by its first passage: the same page is often found twice. */
function distinct(citations: readonly Citation[]): Citation[] {
  const pages = Map.groupBy(citations, ({ source_id, page_number }) => `${source_id} ${page_number}`)
  return [...pages.values()].flatMap(([first]) => first ?? [])
}
