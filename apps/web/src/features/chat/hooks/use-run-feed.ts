import { type QueryClient, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { myOrganizationsQuery } from '@/features/organizations/api/list-my-organizations.ts'
import type { RunStore } from '../run-store.ts'

/** What of the cache an event of a run makes old. Text comes often and changes no list. */
const STALE: Readonly<Record<string, readonly string[]>> = {
  'run.started': ['chat', 'runs'],
  'run.waiting': ['approvals', 'runs'],
  'run.done': ['approvals', 'chat', 'runs'],
  'run.resumed': ['runs'],
  'step.started': ['runs'],
  'step.done': ['runs'],
  'tool.called': ['runs'],
  'tool.done': ['runs'],
  'tool.waiting': ['approvals'],
  'tool.decided': ['approvals', 'runs'],
}

/**
 * Keeps what the page shows of the person's runs, sessions and approvals current, for the shell alone: by the person's
 * private channel. What was missed while it was away is read when it stands again.
 */
export function useRunFeed(): void {
  const client = useQueryClient()
  const userId = useQuery(myOrganizationsQuery).data?.userId
  useEffect(() => {
    if (!userId) return
    let stop = () => {}
    let gone = false
    // After the screen that one came for.
    void import('../run-store.ts').then(({ runStore }) => {
      if (!gone) stop = listen(client, runStore, userId)
    })
    return () => {
      gone = true
      stop()
    }
  }, [client, userId])
}

function listen(client: QueryClient, store: RunStore, userId: string): () => void {
  const readAgain = (features: readonly string[]) =>
    void client.invalidateQueries({
      // Runs of a session on the screen are in the store, which the same events reach.
      predicate: ({ queryKey: [feature, what] }) => features.includes(String(feature)) && what !== 'runs',
    })
  const feed = store.feedOf(userId)
  const stops = [
    feed.on('event', ({ type }) => STALE[type] && readAgain(STALE[type])),
    feed.on('missed', () => readAgain(['runs'])),
    feed.on('approval', () => readAgain(['approvals'])),
    feed.on('connected', () => {
      readAgain(['approvals', 'chat', 'runs'])
      // Runs that another device began meanwhile are in no store yet.
      void client.invalidateQueries({ queryKey: ['chat', 'runs'] })
    }),
  ]
  return () => {
    for (const stop of stops) stop()
  }
}
