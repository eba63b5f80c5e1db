import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Button } from '@/components/ui/button.tsx'
import { Notice } from '@/components/ui/notice.tsx'
import { pageCountQuery } from '../api/count-pages.ts'
import { pageQuery } from '../api/get-page.ts'
import { markOf, type PagePlace } from '../page-place.ts'
import type { Source } from '../source.ts'
import { PageNavigation } from './page-navigation.tsx'
import { PageText } from './page-text.tsx'

/** A document page by page, as it was read: its text, with what is cited marked. */
export function PageReader({ source, place }: { source: Source; place: PagePlace }) {
  const { id, file } = source
  const number = place.page ?? 1
  const mark = markOf(place)
  const { data: count } = useQuery(pageCountQuery(id, file.run_id))
  const {
    data: page,
    error,
    refetch,
  } = useQuery({
    ...pageQuery(id, file.run_id, number),
    placeholderData: keepPreviousData,
  })
  const word = file.kind === 'pdf' ? 'Page' : 'Section'
  return (
    <section aria-label="Pages" className="min-w-0">
      <PageNavigation sourceId={id} word={word} number={number} count={count} place={place} />
      {error && !page ? (
        <Notice
          tone="problem"
          title="The page could not be read"
          actions={
            <Button size="small" onClick={() => void refetch()}>
              Try again
            </Button>
          }
        >
          Check your connection.
        </Notice>
      ) : page === undefined ? (
        <PageSkeleton />
      ) : page === null ? (
        <p className="rounded-card bg-sunken p-6 text-ink-soft">
          There is no {word.toLowerCase()} {number} in this document. {count ? `The last one is ${count}.` : ''}
        </p>
      ) : (
        <>
          {mark && page.number === number && mark.start >= page.text.length && (
            <p role="status" className="mb-4 rounded-card bg-accent-soft p-4 text-[0.9375rem]">
              What was cited is not there any more: the document has been indexed again since. This is the{' '}
              {word.toLowerCase()} that it stood on.
            </p>
          )}
          <PageText
            key={page.id}
            page={page}
            mark={page.number === number ? mark : null}
            showPassages={place.passages === true}
          />
        </>
      )}
    </section>
  )
}

function PageSkeleton() {
  return (
    <div aria-hidden className="animate-pulse-dot rounded-card border border-line bg-raised p-6 sm:p-8">
      {['w-2/5', 'w-full', 'w-11/12', 'w-4/5', 'w-3/5'].map((width) => (
        <div key={width} className={`mb-4 h-4 rounded-full bg-sunken ${width}`} />
      ))}
    </div>
  )
}
