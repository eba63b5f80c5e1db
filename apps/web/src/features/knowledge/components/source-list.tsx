import { useInfiniteQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Button } from '@/components/ui/button.tsx'
import { Notice } from '@/components/ui/notice.tsx'
import { CallListSkeleton } from '@/features/history/components/call-list-skeleton.tsx'
import { useMemberNames } from '@/features/history/hooks/use-member-names.ts'
import { isManager, type Organization } from '@/features/organizations/organization.ts'
import { sourcesQuery } from '../api/list-sources.ts'
import { useBusyCheck } from '../hooks/use-busy-check.ts'
import { useUploads } from '../hooks/use-uploads.ts'
import type { Source } from '../source.ts'
import { isSettled } from '../uploads/upload.ts'
import { SourceRow } from './source-row.tsx'

type SourceListProps = {
  organization: Organization
  userId: string
  /** Only those of this one. */
  knowledgeBaseId?: string
  empty: ReactNode
  actionFor?: (source: Source) => ReactNode
}

/** Documents, newest first, with their progress as it is made. */
export function SourceList({ organization, userId, knowledgeBaseId, empty, actionFor }: SourceListProps) {
  const list = useInfiniteQuery(sourcesQuery(organization.id, knowledgeBaseId ?? null))
  const nameOf = useMemberNames(organization.id, userId, !organization.personal)
  // A file that this window uploads has a line of its own until it is there.
  const going = useUploads(organization.id).filter((upload) => !isSettled(upload))
  const sources = list.data?.pages
    .flatMap((page) => page.sources)
    .filter(({ id }) => !going.some(({ sourceId }) => sourceId === id))
  useBusyCheck(sources ?? [])
  if (list.error && !sources) {
    return (
      <Notice
        tone="problem"
        title="The documents could not be read"
        actions={
          <Button size="small" onClick={() => void list.refetch()}>
            Try again
          </Button>
        }
      >
        Check your connection.
      </Notice>
    )
  }
  if (!sources) return <CallListSkeleton />
  if (sources.length === 0 && going.length > 0) return null
  if (sources.length === 0) return <div className="py-6 leading-relaxed text-ink-soft">{empty}</div>
  return (
    <>
      <ul aria-label="Documents">
        {sources.map((source) => (
          <SourceRow
            key={source.id}
            source={source}
            personal={organization.personal}
            owner={source.user_id === userId ? undefined : nameOf(source.user_id)}
            manages={source.user_id === userId || isManager(organization)}
            action={actionFor?.(source)}
          />
        ))}
      </ul>
      {list.hasNextPage && (
        <div className="mt-8 text-center">
          <Button variant="outline" onClick={() => void list.fetchNextPage()} disabled={list.isFetchingNextPage}>
            {list.isFetchingNextPage ? 'Loading…' : 'Earlier documents'}
          </Button>
        </div>
      )}
    </>
  )
}
