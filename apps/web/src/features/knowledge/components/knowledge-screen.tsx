import { useSuspenseQuery } from '@tanstack/react-query'
import { myOrganizationsQuery } from '@/features/organizations/api/list-my-organizations.ts'
import { useKnowledgeFeed } from '../hooks/use-knowledge-feed.ts'
import { AddSources } from './add-sources.tsx'
import { AskForm } from './ask-form.tsx'
import { BasesSection } from './bases-section.tsx'
import { SourceList } from './source-list.tsx'

/** What the organisation that one works in has given its agents to look up. */
export function KnowledgeScreen() {
  const { current, userId } = useSuspenseQuery(myOrganizationsQuery).data
  useKnowledgeFeed()
  return (
    <div className="flex-1 pb-12">
      <h1 className="text-display font-bold">Knowledge</h1>
      <p className="mt-3 max-w-prose text-lg text-ink-soft">
        {current.personal ? 'Yours alone.' : `Of ${current.name}.`} Documents that agents look things up in, and say
        where they found them.
      </p>
      <div className="mt-8 grid gap-x-12 gap-y-10 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <div className="min-w-0">
          <AddSources key={current.id} organization={current} />
          <section aria-labelledby="documents" className="mt-10">
            <h2 id="documents" className="mb-3 text-xl font-semibold">
              Documents
            </h2>
            <SourceList
              organization={current}
              userId={userId}
              empty="There is no document yet. A handbook, a price list, the questions that people ask: drop the first one above."
            />
          </section>
        </div>
        <div className="min-w-0">
          <section aria-labelledby="try-search">
            <h2 id="try-search" className="mb-3 text-xl font-semibold">
              Try a search
            </h2>
            <AskForm label="Ask your documents" />
            <p className="mt-2.5 text-sm leading-relaxed text-ink-soft">
              What an agent would find for a question, and why.
            </p>
          </section>
          <BasesSection key={current.id} organization={current} />
        </div>
      </div>
    </div>
  )
}
