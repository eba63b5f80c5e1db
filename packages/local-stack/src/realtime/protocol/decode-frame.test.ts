import { expect, it } from 'vitest'
import { decodeFrame } from './decode-frame.ts'

/** A push as the specification lays it out: kind, five lengths, encoding, then the fields. */
function push(fields: string[], encoding: number, payload: Buffer): Buffer {
  const texts = fields.map((field) => Buffer.from(field))
  return Buffer.concat([Buffer.from([3, ...texts.map((text) => text.length), encoding]), ...texts, payload])
}

it('reads both text forms', () => {
  const message = { joinRef: '1', ref: '2', topic: 'realtime:x', event: 'phx_join', payload: { a: 1 } }
  expect(decodeFrame(Buffer.from('["1","2","realtime:x","phx_join",{"a":1}]'), false, '2.0.0')).toEqual(message)
  const object = { join_ref: '1', ref: '2', topic: 'realtime:x', event: 'phx_join', payload: { a: 1 } }
  expect(decodeFrame(Buffer.from(JSON.stringify(object)), false, '1.0.0')).toEqual(message)
})

it('counts the fields of a binary push in bytes', () => {
  const frame = push(['1', '2', 'realtime:zß', 'évent', '{"persist":true}'], 1, Buffer.from('{"a":1}'))
  expect(decodeFrame(frame, true, '2.0.0')).toMatchObject({
    topic: 'realtime:zß',
    broadcast: { kind: 'json', event: 'évent', json: '{"a":1}' },
  })
})

it.each([
  ['cut short', push(['1', '2', 'realtime:x', 'e', ''], 0, Buffer.alloc(0)).subarray(0, 12)],
  ['of another kind', Buffer.from([4, 0, 0, 0, 0, 0, 0])],
  ['with an unknown encoding', push(['1', '2', 'realtime:x', 'e', ''], 2, Buffer.from('{}'))],
  ['with JSON that is none', push(['1', '2', 'realtime:x', 'e', ''], 1, Buffer.from('{'))],
  ['without a topic', push(['1', '2', '', 'e', ''], 0, Buffer.alloc(0))],
])('drops a binary push %s', (_, frame) => {
  expect(decodeFrame(frame, true, '2.0.0')).toBeUndefined()
})

it('has no binary frames in protocol 1.0.0', () => {
  expect(decodeFrame(push(['1', '2', 'realtime:x', 'e', ''], 1, Buffer.from('{}')), true, '1.0.0')).toBeUndefined()
})
