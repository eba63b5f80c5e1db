import type { ContextItem } from '@parley/shared/context-item'
import type { SearchMode } from '@parley/shared/search'
import { Link } from '@tanstack/react-router'
import { PassageHit } from './passage-hit.tsx'

type SearchHitProps = { item: ContextItem; place: number; mode: SearchMode }

/** A page that was found, with its passages. */
export function SearchHit({ item: { source, page, passages }, place, mode }: SearchHitProps) {
  const [best] = passages.toSorted((a, b) => b.score - a.score)
  return (
    <li className="grid grid-cols-[1.75rem_1fr] gap-x-2 border-t border-line pt-5">
      <span aria-hidden className="font-display text-lg font-bold text-accent tabular-nums">
        {place}
      </span>
      <div className="min-w-0">
        <h2 className="font-sans text-base font-semibold [overflow-wrap:anywhere]">
          <Link
            to="/knowledge/$sourceId"
            params={{ sourceId: source.id }}
            search={{ page: page.number, ...(best && { start: best.start_offset, end: best.end_offset }) }}
            className="rounded-sm hover:underline hover:underline-offset-4"
          >
            {source.name}, page {page.number}
          </Link>
        </h2>
        {page.title && <p className="text-sm text-ink-soft [overflow-wrap:anywhere]">{page.title}</p>}
        <ul className="mt-2 flex flex-col gap-4">
          {passages.map((passage) => (
            <PassageHit key={passage.chunk_id} passage={passage} sourceId={source.id} page={page.number} mode={mode} />
          ))}
        </ul>
      </div>
    </li>
  )
}
