import type { Tables } from '@parley/shared/database-types'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { act, renderHook } from '@testing-library/react'
import { beforeEach, expect, test, vi } from 'vitest'
import { supabase } from '@/lib/supabase.ts'
import type { Message } from '../message.ts'
import { useLiveFeed } from './use-live-feed.ts'

type Change = { eventType: string; new: object; old: object }
const listeners = new Map<string, (change: Change) => void>()
const filters: object[] = []
let tellStatus: (status: string) => void = () => {}

beforeEach(() => {
  listeners.clear()
  filters.length = 0
  const channel = {
    on(_type: string, filter: { table: string }, listener: (change: Change) => void) {
      filters.push(filter)
      listeners.set(filter.table, listener)
      return channel
    },
    subscribe(listener: (status: string) => void) {
      tellStatus = listener
      return channel
    },
  }
  vi.spyOn(supabase, 'channel').mockReturnValue(channel as never)
  vi.spyOn(supabase, 'removeChannel').mockResolvedValue('ok')
})

const row = (id: number, text: string) =>
  ({ id, call_id: 'c', text, position: id, updated_at: `2026-11-21T10:00:0${id}Z` }) as Message
function started() {
  const client = new QueryClient()
  client.setQueryData(['messages', 'c'], [row(1, 'one')])
  const onCall = vi.fn<(client: QueryClient, call: Tables<'calls'>) => void>()
  const wrapper = ({ children }: { children: React.ReactNode }) => (
    <QueryClientProvider client={client}>{children}</QueryClientProvider>
  )
  renderHook(() => useLiveFeed(onCall), { wrapper })
  const texts = () => client.getQueryData<Message[]>(['messages', 'c'])?.map(({ text }) => text)
  return { client, onCall, texts }
}
const change = (table: string, eventType: string, now: object, old: object = {}) =>
  act(() => listeners.get(table)?.({ eventType, new: now, old }))

test('asks for everything, leaving it to row level security what arrives', () => {
  started()
  expect(filters).toEqual([
    { event: '*', schema: 'public', table: 'messages' },
    { event: '*', schema: 'public', table: 'calls' },
    { event: '*', schema: 'public', table: 'call_segments' },
  ])
})

test('rows that come, change and go are in the cached transcript; other transcripts are not invented', () => {
  const { client, texts } = started()
  change('messages', 'INSERT', row(2, 'two and a half'))
  change('messages', 'UPDATE', { ...row(2, 'two'), updated_at: '2026-11-21T10:00:09Z' })
  expect(texts()).toEqual(['one', 'two'])
  change('messages', 'DELETE', {}, { id: 1 })
  expect(texts()).toEqual(['two'])
  change('messages', 'INSERT', { ...row(3, 'elsewhere'), call_id: 'unread' })
  expect(client.getQueryData(['messages', 'unread'])).toBeUndefined()
})

test('after a break everything is read again, at the first connection nothing', () => {
  const { client } = started()
  const invalidate = vi.spyOn(client, 'invalidateQueries')
  tellStatus('SUBSCRIBED')
  expect(invalidate).not.toHaveBeenCalled()
  tellStatus('CHANNEL_ERROR')
  tellStatus('SUBSCRIBED')
  expect(invalidate).toHaveBeenCalledOnce()
})
