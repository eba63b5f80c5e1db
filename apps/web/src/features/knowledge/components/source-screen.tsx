import { useSuspenseQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { BackLink } from '@/components/ui/back-link.tsx'
import { Button } from '@/components/ui/button.tsx'
import { useMemberNames } from '@/features/history/hooks/use-member-names.ts'
import { myOrganizationsQuery } from '@/features/organizations/api/list-my-organizations.ts'
import { isManager } from '@/features/organizations/organization.ts'
import { sourceQuery } from '../api/get-source.ts'
import { useBusyCheck } from '../hooks/use-busy-check.ts'
import { useKnowledgeFeed } from '../hooks/use-knowledge-feed.ts'
import type { PagePlace } from '../page-place.ts'
import { isReadable, type Source } from '../source.ts'
import { AskAbout } from './ask-about.tsx'
import { PageReader } from './page-reader.tsx'
import { SourceFacts } from './source-facts.tsx'
import { SourceSettings } from './source-settings.tsx'
import { SourceState } from './source-state.tsx'
import { SourceTitle } from './source-title.tsx'

/** One document: its pages to read, a question to ask of it, and what can be done with it. */
export function SourceScreen({ sourceId, place }: { sourceId: string; place: PagePlace }) {
  const { data: source } = useSuspenseQuery(sourceQuery(sourceId))
  useKnowledgeFeed()
  useBusyCheck(source ? [source] : [])
  return source ? <SourceDetail key={source.id} source={source} place={place} /> : <SourceNotFound />
}

function SourceDetail({ source, place }: { source: Source; place: PagePlace }) {
  const { userId, all, current } = useSuspenseQuery(myOrganizationsQuery).data
  const organization = all.find(({ id }) => id === source.organization_id) ?? current
  const owns = source.user_id === userId
  const nameOf = useMemberNames(organization.id, userId, !owns)
  return (
    <div className="flex-1 pb-12">
      <BackLink to="/knowledge">Knowledge</BackLink>
      <SourceTitle source={source} readOnly={!owns} />
      <div className="mt-2 flex flex-col gap-2">
        <SourceFacts
          source={source}
          personal={organization.personal}
          owner={owns ? undefined : nameOf(source.user_id)}
        />
        <SourceState source={source} />
      </div>
      <div className="mt-8 grid gap-x-12 gap-y-10 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <div className="min-w-0">
          {isReadable(source.file) ? (
            <PageReader source={source} place={place} />
          ) : (
            <p className="rounded-card bg-sunken p-6 text-ink-soft">Its pages can be read here when it is indexed.</p>
          )}
        </div>
        <div className="min-w-0">
          {isReadable(source.file) && <AskAbout source={source} />}
          <SourceSettings
            source={source}
            organization={organization}
            owns={owns}
            manages={owns || isManager(organization)}
          />
        </div>
      </div>
    </div>
  )
}

function SourceNotFound() {
  return (
    <div className="mx-auto w-full max-w-3xl flex-1">
      <h1 className="text-display font-bold">No such document</h1>
      <p className="mt-4 text-lg text-ink-soft">It does not exist any more, or you may not read it.</p>
      <Button asChild className="mt-6">
        <Link to="/knowledge">Your documents</Link>
      </Button>
    </div>
  )
}
