import { expect, test } from 'vitest'
import { type Message, mergeMessage } from './message.ts'

const message = (id: number, position: number, text: string, updated_at = '2026-11-21T10:00:00+00:00') =>
  ({ id, position, text, updated_at }) as Message
const texts = (messages: Message[]) => messages.map(({ text }) => text)

test('rows stand by position, however late they arrive', () => {
  const rows = [message(9, 1024, 'one'), message(4, 3072, 'three'), message(7, 2048, 'two')].reduce<Message[]>(
    mergeMessage,
    [],
  )
  expect(texts(rows)).toEqual(['one', 'two', 'three'])
})

test('a row that comes again replaces itself; an older state of it does not', () => {
  const rows = [message(1, 1024, 'all of it', '2026-11-21T10:00:01+00:00')]
  const cut = mergeMessage(rows, message(1, 1024, 'all', '2026-11-21T10:00:02.5Z'))
  expect(texts(cut)).toEqual(['all'])
  expect(texts(mergeMessage(cut, message(1, 1024, 'all of it', '2026-11-21T10:00:01+00:00')))).toEqual(['all'])
})
