import { useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { BackLink } from '@/components/ui/back-link.tsx'
import { Button } from '@/components/ui/button.tsx'
import { Notice } from '@/components/ui/notice.tsx'
import { CallListSkeleton } from '@/features/history/components/call-list-skeleton.tsx'
import { myOrganizationsQuery } from '@/features/organizations/api/list-my-organizations.ts'
import { errorSentence } from '@/lib/error-sentence.ts'
import { searchQuery } from '../api/search-knowledge.ts'
import { type SearchPlace, searchInput } from '../search-place.ts'
import { SearchForm } from './search-form.tsx'
import { SearchHits } from './search-hits.tsx'

type SearchScreenProps = { place: SearchPlace; onSearch: (place: SearchPlace) => void }

/** A search as agents make it, with why each hit ranked where it did. Question and filters are part of the address. */
export function SearchScreen({ place, onSearch }: SearchScreenProps) {
  const { current, all } = useSuspenseQuery(myOrganizationsQuery).data
  const input = searchInput(place)
  const { data, error, isFetching, refetch } = useQuery({
    ...searchQuery(input ?? { query: '-' }),
    enabled: input !== null,
  })
  return (
    <div className="mx-auto w-full max-w-3xl flex-1 pb-12">
      <BackLink to="/knowledge">Knowledge</BackLink>
      <h1 className="mt-4 text-display font-bold">Search</h1>
      <SearchForm key={JSON.stringify(place)} place={place} organization={current} onSearch={onSearch} />
      {all.length > 1 && !place.base && !place.source && (
        <p className="mt-3 text-sm text-ink-soft">
          Looks through all that you may read, in each of your organisations. Choose a knowledge base or a document for
          less.
        </p>
      )}
      <div className="mt-8" aria-busy={isFetching}>
        {input === null ? (
          <p className="py-6 text-ink-soft">
            Ask as a caller would: “Can I bring my dog?” You see what an agent would find.
          </p>
        ) : error && !data ? (
          <Notice
            tone="problem"
            title="The search did not work"
            actions={
              <Button size="small" onClick={() => void refetch()}>
                Try again
              </Button>
            }
          >
            {errorSentence(error)}
          </Notice>
        ) : data ? (
          <SearchHits answer={data} query={input.query} />
        ) : (
          <CallListSkeleton />
        )}
      </div>
    </div>
  )
}
