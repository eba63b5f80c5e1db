import { deepStrictEqual as deepEqual, strictEqual as equal } from 'node:assert'
import { type ResponseCreate, ResponseSequencer } from './response-sequencer.ts'

function setUp() {
  const sent: ResponseCreate[] = []
  return { sent, ids: () => sent.map((event) => event.event_id), sequencer: new ResponseSequencer((e) => sent.push(e)) }
}
const create = (event_id: string): ResponseCreate => ({ type: 'response.create', event_id })

Deno.test('holds a request back until the active response is done, and only the newest', () => {
  const { ids, sequencer } = setUp()
  sequencer.request(create('a'))
  sequencer.request(create('b'))
  sequencer.created()
  sequencer.said()
  sequencer.request(create('c'))
  deepEqual(ids(), ['a'])
  sequencer.done()
  deepEqual(ids(), ['a', 'c'])
})

Deno.test('keeps a request for what the response of voice activity detection does not know of', () => {
  const { ids, sequencer } = setUp()
  sequencer.request(create('a'))
  sequencer.created()
  sequencer.said()
  equal(sequencer.failed({ code: 'conversation_already_has_active_response', event_id: 'a' }), true)
  sequencer.done()
  deepEqual(ids(), ['a', 'a'])
})

Deno.test('keeps a request for an item that is still on its way, and for another answer than the cancelled one', () => {
  const { ids, sequencer } = setUp()
  sequencer.created()
  sequencer.sent('item')
  sequencer.request(create('for the item'))
  sequencer.done()
  sequencer.said('item')
  sequencer.created()
  sequencer.cancelled()
  sequencer.request(create('another'))
  sequencer.done()
  deepEqual(ids(), ['for the item', 'another'])
})

Deno.test('drops a request that voice activity detection has answered already, before it came or after', () => {
  const { ids, sequencer } = setUp()
  sequencer.sent('item')
  sequencer.said('item')
  sequencer.created()
  sequencer.request(create('late'))
  sequencer.done()
  sequencer.request(create('a'))
  sequencer.said()
  sequencer.created()
  sequencer.failed({ code: 'conversation_already_has_active_response', event_id: 'a' })
  sequencer.done()
  deepEqual(ids(), ['a'])
})

Deno.test('goes on after a request that the provider refused, whoever named it', () => {
  const { sent, sequencer } = setUp()
  sequencer.request({ type: 'response.create' })
  sequencer.request(create('b'))
  equal(sequencer.failed({ code: 'server_error', event_id: 'of another event' }), false)
  equal(sent.length, 1)
  equal(sequencer.failed({ code: 'server_error', event_id: sent[0]?.event_id }), false)
  equal(sent[1]?.event_id, 'b')
})

Deno.test('an answer that another one makes needless is not asked for later', () => {
  const sent: string[] = []
  const responses = new ResponseSequencer((event) => sent.push(event.event_id ?? ''))
  responses.requestIfIdle({ type: 'response.create', event_id: 'owed' })
  equal(responses.failed({ code: 'conversation_already_has_active_response', event_id: 'owed' }), true)
  responses.done()
  responses.created()
  responses.requestIfIdle({ type: 'response.create', event_id: 'late' })
  responses.done()
  deepEqual(sent, ['owed'])
  responses.request({ type: 'response.create', event_id: 'asked' })
  responses.said()
  responses.failed({ code: 'conversation_already_has_active_response', event_id: 'asked' })
  responses.done()
  deepEqual(sent, ['owed', 'asked', 'asked'])
})

Deno.test('an owed answer that begins while the caller speaks is cancelled, one that they asked for is not', () => {
  const { sequencer } = setUp()
  sequencer.requestIfIdle(create('owed'))
  equal(sequencer.created(true), true)
  sequencer.done()
  sequencer.requestIfIdle(create('owed in silence'))
  equal(sequencer.created(false), false)
  sequencer.done()
  sequencer.request(create('asked'))
  equal(sequencer.created(true), false)
})
