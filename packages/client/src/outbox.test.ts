import { expect, test } from 'vitest'
import { Outbox } from './outbox.ts'
import type { ServerEvent } from './server-event.ts'

const typed = (id: string) => ({
  type: 'conversation.item.create' as const,
  item: { id, type: 'message' as const, role: 'user' as const, content: [{ type: 'input_text' as const, text: id }] },
})
const output = (id: string, call_id: string) => ({
  type: 'conversation.item.create' as const,
  item: { id, type: 'function_call_output' as const, call_id, output: '{}' },
})
const called = { type: 'response.output_item.done', item: { id: 'f1', type: 'function_call', call_id: 'c1' } }
const persisted = (...item_ids: string[]) => ({ type: 'relay.persisted', item_ids, audio_ms: 0 })
const told = (outbox: Outbox, ...events: object[]) => events.forEach((event) => void outbox.apply(event as ServerEvent))
/** What the next segment gets. */
const resent = (outbox: Outbox, known: string[] = [], now = 0) => {
  outbox.lost(now)
  outbox.known(known)
  return outbox.take(Number.POSITIVE_INFINITY, now).map((event) => event.item.id)
}

test('typed text is sent again until it is stored, in the order in which it was typed', () => {
  const outbox = new Outbox()
  for (const id of ['t1', 't2', 't3']) outbox.add(typed(id), 0)
  told(outbox, persisted('t2'))
  expect(resent(outbox)).toEqual(['t1', 't3'])
  expect(resent(outbox, ['t1'])).toEqual(['t3'])
  told(outbox, persisted('t3'))
  expect(outbox.settled(0)).toBe(true)
})

test("a function's output is stored when its call is stored again, not when the call itself is", () => {
  const early = new Outbox()
  told(early, called)
  early.add(output('o1', 'c1'), 0)
  told(early, persisted('f1'))
  expect(early.settled(0)).toBe(false)
  told(early, persisted('f1'))
  expect(early.settled(0)).toBe(true)
  const late = new Outbox()
  told(late, called, persisted('f1'))
  late.add(output('o1', 'c1'), 0)
  told(late, persisted('f1'))
  expect(late.settled(0)).toBe(true)
})

test('an output that a worker had for ten seconds is stored; the time without a worker does not count', () => {
  const outbox = new Outbox()
  outbox.add(output('o1', 'c1'), 0)
  outbox.lost(4_000)
  expect(outbox.settled(60_000)).toBe(false)
  expect(resent(outbox, [], 60_000)).toEqual(['o1'])
  expect(outbox.settled(69_000)).toBe(false)
  expect(outbox.settled(70_000)).toBe(true)
})

test('what the relay refused is not sent again', () => {
  const outbox = new Outbox()
  outbox.add(typed('t1'), 0)
  told(outbox, { type: 'relay.error', event_id: 't1', fatal: false, error: { code: 'event_not_allowed' } })
  expect(resent(outbox)).toEqual([])
})

test('what was typed at a later place of the stream waits until that has been reached', () => {
  const outbox = new Outbox()
  outbox.add(typed('t1'), null, 100)
  outbox.add(typed('t2'), null, 900)
  expect(outbox.firstPlace).toBe(100)
  expect(outbox.take(100, 0).map((event) => event.item.id)).toEqual(['t1'])
  expect(outbox.firstPlace).toBe(900)
  expect(outbox.take(Number.POSITIVE_INFINITY, 0).map((event) => event.item.id)).toEqual(['t2'])
  expect(outbox.firstPlace).toBe(null)
})
