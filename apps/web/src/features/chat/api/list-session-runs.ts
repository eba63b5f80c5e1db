import { queryOptions } from '@tanstack/react-query'
import { myOrganizationsQuery } from '@/features/organizations/api/list-my-organizations.ts'

/** The latest runs of a session, handed to `runStore`, which has them from then on. `earlier`: there are more. */
export function sessionRunsQuery(sessionId: string) {
  return queryOptions({
    queryKey: ['chat', 'runs', sessionId],
    queryFn: async ({ client }): Promise<{ read: number; earlier: boolean }> => {
      const { userId } = await client.ensureQueryData(myOrganizationsQuery)
      // Not with the router, which is there from the beginning: only who chats needs it.
      const [{ RUNS_SHOWN, readSessionRuns }, { runStore }] = await Promise.all([
        import('./read-session-runs.ts'),
        import('../run-store.ts'),
      ])
      const runs = await readSessionRuns(sessionId)
      runStore.hydrate(userId, sessionId, runs)
      return { read: Date.now(), earlier: runs.length === RUNS_SHOWN }
    },
    staleTime: 0,
    // The store has them while the session is on a screen; after that they are read again.
    gcTime: 1000,
  })
}
