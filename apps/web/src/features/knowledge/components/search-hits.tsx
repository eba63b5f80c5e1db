import type { SearchResponse } from '@parley/shared/search'
import { Notice } from '@/components/ui/notice.tsx'
import { SearchHit } from './search-hit.tsx'

/** What a search found, best first. */
export function SearchHits({ answer: { items, mode, fallback }, query }: { answer: SearchResponse; query: string }) {
  return (
    <>
      {fallback && (
        <div className="mb-6">
          <Notice title="Found by words alone">
            The meaning of the question could not be had: the embedding provider did not answer. Search again in a
            moment for both.
          </Notice>
        </div>
      )}
      <p role="status" className={items.length > 0 ? 'sr-only' : 'py-6 text-ink-soft'}>
        {items.length > 0
          ? `${items.length} ${items.length === 1 ? 'page' : 'pages'} found`
          : `Nothing was found for “${query}”. Try other words, or look in all documents. What is still being indexed is not found yet.`}
      </p>
      {items.length > 0 && (
        <ol aria-label="Pages found" className="flex flex-col gap-8">
          {items.map((item, index) => (
            <SearchHit key={item.page.id} item={item} place={index + 1} mode={mode} />
          ))}
        </ol>
      )}
    </>
  )
}
