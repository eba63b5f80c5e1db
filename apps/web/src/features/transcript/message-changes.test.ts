import { expect, test } from 'vitest'
import type { Message } from './message.ts'
import { MessageChanges } from './message-changes.ts'

const row = (id: number, call_id: string, text: string) =>
  ({ id, call_id, text, position: id, updated_at: '2026-11-21T10:00:00Z' }) as Message

test('a row announced while its call is being read is in the answer; one of another call is not', async () => {
  const changes = new MessageChanges()
  const answer = Promise.withResolvers<Message[]>()
  const read = changes.during('a', () => answer.promise)
  changes.note(row(2, 'a', 'announced'))
  changes.note(row(3, 'b', 'elsewhere'))
  answer.resolve([row(1, 'a', 'read')])
  expect((await read).map(({ text }) => text)).toEqual(['read', 'announced'])
})

test('a read that fails stops listening', async () => {
  const changes = new MessageChanges()
  await expect(changes.during('a', () => Promise.reject(new Error('offline')))).rejects.toThrow('offline')
  changes.note(row(1, 'a', 'late'))
  expect(await changes.during('a', async () => [])).toEqual([])
})
