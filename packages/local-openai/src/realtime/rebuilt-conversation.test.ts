import type { ConversationItem } from 'openai/resources/realtime/realtime'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createBrain } from '../brain/create-brain.ts'
import { type LocalOpenai, startLocalOpenai } from '../start-local-openai.ts'
import { RealtimeTestClient } from '../testing/realtime-test-client.ts'

const KEY = 'sk-test'
let openai: LocalOpenai
let caller: RealtimeTestClient

beforeEach(async () => {
  openai = await startLocalOpenai({ port: 0, apiKey: KEY, script: { answer: createBrain() }, pace: { speedup: 1000 } })
  caller = await RealtimeTestClient.connect(`${openai.realtimeUrl}?model=m`, KEY)
})
afterEach(async () => {
  caller.close()
  await openai.stop()
})

const user = (id: string, text: string): ConversationItem => ({
  id,
  type: 'message',
  role: 'user',
  content: [{ type: 'input_text', text }],
})
const assistant = (id: string, text: string, status: 'completed' | 'incomplete' = 'completed'): ConversationItem => ({
  id,
  type: 'message',
  role: 'assistant',
  status,
  content: [{ type: 'output_text', text }],
})
const create = (item: ConversationItem, previous?: string | null) =>
  caller.send({
    type: 'conversation.item.create',
    item,
    ...(previous === undefined ? {} : { previous_item_id: previous as string }),
  })

it('takes every kind of turn under its own id, and answers from them', async () => {
  create(user('u1', 'My name is Anna.'))
  create(assistant('a1', 'Nice to meet', 'incomplete'), 'u1')
  create({ id: 'f1', type: 'function_call', call_id: 'c1', name: 'seats', arguments: '{}' }, null)
  create({ id: 'o1', type: 'function_call_output', call_id: 'c1', output: '4' })
  create(user('u2', 'What is my name?'))
  create(assistant('a2', 'How can I help?'), 'a1')
  caller.send({ type: 'response.create' })
  await caller.next('response.done')
  expect(caller.transcript()).toBe('Your name is Anna.')
  const added = caller.all('conversation.item.done').map(({ item, previous_item_id }) => [previous_item_id, item.id])
  expect(added.slice(0, 6)).toEqual([
    [null, 'u1'],
    ['u1', 'a1'],
    ['a1', 'f1'],
    ['f1', 'o1'],
    ['o1', 'u2'],
    ['a1', 'a2'],
  ])
  expect(
    openai
      .sessionReports()[0]
      ?.items.map(({ id }) => id)
      .slice(0, 6),
  ).toEqual(['u1', 'a1', 'a2', 'f1', 'o1', 'u2'])
  expect(caller.all('error')).toEqual([])
})

it('takes an id again after its item is deleted, and not before', async () => {
  create(user('u1', 'My name is Anna.'))
  create(user('u1', 'My name is Bea.'))
  expect((await caller.next('error')).error.code).toBe('item_create_duplicate_item_id')
  caller.send({ type: 'conversation.item.delete', item_id: 'u1' })
  create(user('u1', 'My name is Bea.'))
  create(user('u2', 'What is my name?'))
  caller.send({ type: 'response.create' })
  await caller.next('response.done')
  expect(caller.transcript()).toBe('Your name is Bea.')
})

it('takes 300 items that are sent at once, in order and without delay', async () => {
  const startedAt = performance.now()
  for (let nth = 0; nth < 300; nth++) {
    create(nth % 2 === 0 ? user(`item_${nth}`, `Question ${nth}?`) : assistant(`item_${nth}`, `Answer ${nth}.`))
  }
  caller.send({ type: 'conversation.item.retrieve', item_id: 'item_299' })
  await caller.next('conversation.item.retrieved')
  expect(performance.now() - startedAt).toBeLessThan(2000)
  const done = caller.all('conversation.item.done')
  expect(done.map(({ item }) => item.id)).toEqual(Array.from({ length: 300 }, (_, nth) => `item_${nth}`))
  expect(done.slice(1).every((event, index) => event.previous_item_id === `item_${index}`)).toBe(true)
})
