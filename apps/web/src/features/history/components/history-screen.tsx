import { useInfiniteQuery, useSuspenseQuery } from '@tanstack/react-query'
import { Search } from 'lucide-react'
import { useDeferredValue, useEffect, useState } from 'react'
import { Button } from '@/components/ui/button.tsx'
import { Notice } from '@/components/ui/notice.tsx'
import { TextField } from '@/components/ui/text-field.tsx'
import { myOrganizationsQuery } from '@/features/organizations/api/list-my-organizations.ts'
import { isManager } from '@/features/organizations/organization.ts'
import { classNames } from '@/lib/class-names.ts'
import { callsQuery } from '../api/search-calls.ts'
import { useDebounced } from '../hooks/use-debounced.ts'
import { useMemberNames } from '../hooks/use-member-names.ts'
import { useStaleCallCheck } from '../hooks/use-stale-call-check.ts'
import { CallList } from './call-list.tsx'
import { CallListSkeleton } from './call-list-skeleton.tsx'
import { CallsScope } from './calls-scope.tsx'
import { NoCalls } from './no-calls.tsx'

const TYPING_PAUSE_MS = 200

type HistoryScreenProps = {
  search: string
  onSearch: (search: string) => void
  /** Other members' calls, too; for who is no owner or admin it means nothing. */
  everyones: boolean
  onScope: (everyones: boolean) => void
}

/** The organisation's calls, newest first, and a search over what was said. Search and scope are part of the address. */
export function HistoryScreen({ search, onSearch, onScope, ...asked }: HistoryScreenProps) {
  const { current, userId } = useSuspenseQuery(myOrganizationsQuery).data
  const maySeeOthers = !current.personal && isManager(current)
  const everyones = asked.everyones && maySeeOthers
  const nameOf = useMemberNames(current.id, userId, everyones)
  const [typed, setTyped] = useState(search)
  const settled = useDebounced(typed.trim(), TYPING_PAUSE_MS)
  useEffect(() => {
    if (settled !== search) onSearch(settled)
  }, [settled, search, onSearch])
  const calls = useInfiniteQuery({
    ...callsQuery({ organizationId: current.id, search: settled, everyones }),
    // While one types; never calls of another organisation, or of others when one may read them no more.
    placeholderData: (before, query) =>
      query?.queryKey[2] === current.id && query.queryKey[3] === everyones ? before : undefined,
  })
  const rows = useDeferredValue(calls.data?.pages.flat())
  useStaleCallCheck(rows?.some(({ ended_at }) => ended_at === null) ?? false)
  return (
    <div className="mx-auto w-full max-w-3xl flex-1">
      <h1 className="text-display font-bold">History</h1>
      <search className="relative mt-6 block">
        <Search aria-hidden className="pointer-events-none absolute top-3 left-4.5 size-5 text-ink-soft" />
        <TextField
          type="search"
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          placeholder="Search what was said"
          aria-label="Search what was said"
          className="pl-12"
        />
      </search>
      {maySeeOthers && <CallsScope everyones={everyones} onChoose={onScope} />}
      {everyones && !current.admins_see_calls && (
        <p className="mt-3 text-sm text-ink-soft">
          Members’ calls are theirs alone now. Those from when owners and admins could read calls are still here.
        </p>
      )}
      <p role="status" className="sr-only">
        {rows && settled ? `${rows.length}${calls.hasNextPage ? ' or more' : ''} calls found` : ''}
      </p>
      <div className={classNames('mt-8 transition-opacity', calls.isPlaceholderData && 'opacity-60')}>
        {calls.error && !rows ? (
          <Notice
            tone="problem"
            title="Your calls could not be read"
            actions={
              <Button size="small" onClick={() => void calls.refetch()}>
                Try again
              </Button>
            }
          >
            Check your connection.
          </Notice>
        ) : !rows ? (
          <CallListSkeleton />
        ) : rows.length === 0 ? (
          <NoCalls search={settled} everyones={everyones} />
        ) : (
          <CallList calls={rows} search={settled} nameOf={everyones ? nameOf : undefined} />
        )}
      </div>
      {calls.hasNextPage && (
        <div className="mt-8 text-center">
          <Button variant="outline" onClick={() => void calls.fetchNextPage()} disabled={calls.isFetchingNextPage}>
            {calls.isFetchingNextPage ? 'Loading…' : 'Earlier calls'}
          </Button>
        </div>
      )}
    </div>
  )
}
