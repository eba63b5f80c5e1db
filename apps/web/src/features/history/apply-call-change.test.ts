import type { Tables } from '@parley/shared/database-types'
import { QueryClient } from '@tanstack/react-query'
import { expect, test, vi } from 'vitest'
import { applyCallChange } from './apply-call-change.ts'

const call = { id: 'c', title: null, ended_at: null, end_reason: null, last_seen_at: 'before' }
const change = (fields: object) => ({ ...call, last_seen_at: 'now', ...fields }) as Tables<'calls'>
function cache(live: object[]) {
  const client = new QueryClient()
  client.setQueryData(['calls', 'one', 'c'], { ...call, agent: { name: 'Ada' } })
  client.setQueryData(['calls', 'search', ''], { pages: [[call], [{ ...call, id: 'd' }]], pageParams: [] })
  client.setQueryData(['calls', 'live'], live)
  return { client, invalidate: vi.spyOn(client, 'invalidateQueries') }
}

test('a sign of life changes what is shown and asks the server nothing', () => {
  const { client, invalidate } = cache([call])
  applyCallChange(client, change({}))
  expect(client.getQueryData(['calls', 'one', 'c'])).toMatchObject({ last_seen_at: 'now', agent: { name: 'Ada' } })
  expect(invalidate).not.toHaveBeenCalled()
})

test('a new title and an end reach the list at once, in the page where the call stands', () => {
  const { client, invalidate } = cache([call])
  applyCallChange(client, change({ title: 'Trains', ended_at: 'then' }))
  expect(client.getQueryData(['calls', 'search', ''])).toMatchObject({
    pages: [[{ id: 'c', title: 'Trains', ended_at: 'then' }], [{ id: 'd', title: null }]],
  })
  expect(invalidate).toHaveBeenCalledWith({ queryKey: ['calls', 'live'] })
})

test('a call that begins on another device makes the lists be read again', () => {
  const { client, invalidate } = cache([])
  applyCallChange(client, change({}))
  expect(invalidate).toHaveBeenCalledWith({ queryKey: ['calls', 'live'] })
  expect(invalidate).toHaveBeenCalledWith({ queryKey: ['calls', 'search'] })
})

test('a colleague’s call makes the lists be read when it begins and when it ends, not in between', () => {
  const { client, invalidate } = cache([])
  client.setQueryData(['organizations', 'mine'], { userId: 'me' })
  const theirs = { id: 'theirs', user_id: 'other', organization_id: 'o' }
  for (const last_seen_at of ['1', '2', '3']) applyCallChange(client, change({ ...theirs, last_seen_at }))
  const lists = () => invalidate.mock.calls.filter(([filter]) => filter?.queryKey?.[1] === 'search').length
  expect(lists()).toBe(1)
  applyCallChange(client, change({ ...theirs, ended_at: 'then' }))
  expect(lists()).toBe(2)
})
