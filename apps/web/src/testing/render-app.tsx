import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { act, render } from '@testing-library/react'
import { onTestFinished, vi } from 'vitest'
import { queryClient } from '@/app/query-client.ts'
import { router } from '@/app/router.tsx'
import { callStore } from '@/features/call/call-store.ts'
import { runStore } from '@/features/chat/run-store.ts'
import { supabase } from '@/lib/supabase.ts'
import { personalRows, USER_ID } from './organization-rows.ts'

/** What the Data API answers: rows by the name of a table or function. A function answers by what it returns. */
export type Tables = Record<string, unknown | ((url: URL, body: unknown) => unknown)>

type Broadcast = { event: string; payload: unknown }
type Change = { eventType: string; new: object; old: object }

/**
 * The app at an address, signed in, with its real router and cache, over a Data API that answers with the given rows,
 * and with those of somebody who has a personal organisation alone where none are given.
 *
 * @returns `change`, which tells of a row as Realtime does, `broadcast`, which tells of events on a channel, and `asked`,
 * the requests that were made
 */
export async function renderApp(path: string, tables: Tables) {
  const listeners = new Map<string, (change: Change) => void>()
  const broadcasts = new Map<string, (message: Broadcast) => void>()
  const asked: string[] = []
  queryClient.clear()
  callStore.reset()
  const session = { user: { id: USER_ID, email: 'ada@example.com' } }
  vi.spyOn(supabase.auth, 'getSession').mockResolvedValue({ data: { session }, error: null } as never)
  const channelOf = (topic: string) => {
    const channel = {
      on(_: string, { table }: { table?: string }, listener: (message: Change | Broadcast) => void) {
        if (table) listeners.set(table, listener)
        else broadcasts.set(topic, listener)
        return channel
      },
      subscribe: () => channel,
    }
    return channel
  }
  vi.spyOn(supabase, 'channel').mockImplementation((topic) => channelOf(topic) as never)
  vi.spyOn(supabase, 'removeChannel').mockResolvedValue('ok')
  vi.spyOn(supabase.realtime, 'setAuth').mockResolvedValue()
  vi.stubGlobal('fetch', async (input: RequestInfo | URL, init?: RequestInit) => {
    const url = new URL(input instanceof Request ? input.url : input)
    const name = url.pathname.split('/').at(-1) ?? ''
    asked.push(name)
    const answer = name in tables ? tables[name] : personalRows[name as keyof typeof personalRows]
    const body = typeof init?.body === 'string' ? JSON.parse(init.body) : undefined
    const answered = typeof answer === 'function' ? answer(url, body) : answer
    return answered instanceof Response ? answered : Response.json(answered ?? [])
  })
  // After the screen is gone.
  onTestFinished(() => {
    runStore.forget()
    vi.restoreAllMocks()
    vi.unstubAllGlobals()
  })
  render(
    <QueryClientProvider client={queryClient}>
      <RouterProvider router={router} />
    </QueryClientProvider>,
  )
  await act(async () => {
    await router.navigate({ to: path, replace: true })
    await router.invalidate()
  })
  const change = (table: string, row: object) =>
    act(async () => listeners.get(table)?.({ eventType: 'UPDATE', new: row, old: {} }))
  const broadcast = (topic: string, ...events: readonly { type: string }[]) =>
    act(async () => {
      for (const event of events) broadcasts.get(topic)?.({ event: event.type, payload: event })
    })
  return { asked, change, broadcast }
}
