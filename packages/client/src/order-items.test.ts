import { expect, test } from 'vitest'
import { orderItems } from './order-items.ts'

const order = (...items: [string, string | null | undefined][]) =>
  orderItems(items.map(([itemId, previousItemId]) => ({ itemId, previousItemId }))).join('')

test('follows previous_item_id, not arrival', () => {
  expect(order(['c', 'b'], ['a', null], ['b', 'a'])).toBe('abc')
})

test('a chain moves together when its predecessor arrives last', () => {
  expect(order(['x', null], ['c', 'b'], ['d', 'c'], ['b', 'x'])).toBe('xbcd')
})

test('an item inserted later after the same predecessor stands between', () => {
  expect(order(['a', null], ['c', 'a'], ['b', 'a'])).toBe('abc')
})

test('items whose place is unknown stay where they arrived, after the conversation so far', () => {
  expect(order(['a', null], ['b', 'a'], ['?', undefined])).toBe('ab?')
  expect(order(['a', null], ['z', 'missing'])).toBe('az')
})

test('a cycle or a self reference loses no item', () => {
  expect([...order(['a', 'b'], ['b', 'a'], ['c', 'c'])].sort().join('')).toBe('abc')
})
