import { deepStrictEqual as deepEqual } from 'node:assert'
import type { StoredRow } from '../transcript/transcript-row.ts'
import { reconcileHeard } from './reconcile-heard.ts'

const row = (item_id: string, role: StoredRow['role'], text: string, more: Partial<StoredRow> = {}): StoredRow => ({
  item_id,
  role,
  text,
  position: 1024,
  status: 'completed',
  source: 'voice',
  heard_ms: null,
  tool: null,
  marks: null,
  updated_at: '',
  ...more,
})
const question = row('u1', 'user', 'count')
/** Four words of 500 ms. */
const marks: [number, number][] = [
  [0, 0],
  [500, 4],
  [1000, 8],
  [1500, 14],
  [2000, 18],
]
const answer = row('a1', 'assistant', 'one two three four', { marks })
const texts = (rows: StoredRow[]) => rows.map((one) => `${one.status}: ${one.text}`)

Deno.test('an answer that has come whole stays whole, though it may still be played', () => {
  const result = reconcileHeard([question, answer], {
    heard: [{ item_id: 'a1', audio_ms: 1999 }],
    formingItemId: null,
    newFrom: 0,
  })
  deepEqual(texts(result.rows), ['completed: count', 'completed: one two three four'])
  deepEqual([result.changed, result.brokenOff], [[], null])
})

Deno.test('an answer that came in part ends there, and is to go on', () => {
  const result = reconcileHeard([question, answer], {
    heard: [{ item_id: 'a1', audio_ms: 1000 }],
    formingItemId: null,
    newFrom: 0,
  })
  deepEqual(texts(result.changed), ['interrupted: one two'])
  deepEqual(result.brokenOff, { said: 'one two', rest: 'three four' })
})

Deno.test('an answer that the caller interrupted ends where they stopped it, and does not go on', () => {
  const result = reconcileHeard([question, answer], {
    heard: [{ item_id: 'a1', audio_ms: 1000, cut: true }],
    formingItemId: null,
    newFrom: 0,
  })
  deepEqual(texts(result.changed), ['interrupted: one two'])
  deepEqual(result.brokenOff, null)
})

Deno.test('an answer that never reached the client is taken back', () => {
  const result = reconcileHeard([question, answer], { heard: [], formingItemId: null, newFrom: 0 })
  deepEqual(texts(result.rows), ['completed: count'])
  deepEqual(texts(result.changed), ['interrupted: '])
  deepEqual(result.brokenOff, null)
})

Deno.test('what is older than the segment before stays, also when the client does not name it', () => {
  const result = reconcileHeard([question, answer, row('u2', 'user', 'and?')], {
    heard: [],
    formingItemId: null,
    newFrom: 2,
  })
  deepEqual(result.changed, [])
})

Deno.test('a client that has just joined is asked nothing', () => {
  const result = reconcileHeard([question, answer], { heard: null, formingItemId: null, newFrom: 0 })
  deepEqual([result.changed, result.brokenOff], [[], null])
})

Deno.test('an answer that was being made goes on where it was, though nobody knows the rest', () => {
  const forming = { ...answer, status: 'interrupted' as const, heard_ms: 2000 }
  const held = { formingItemId: 'a1', newFrom: 0 }
  const whole = reconcileHeard([question, forming], { ...held, heard: [{ item_id: 'a1', audio_ms: 2600 }] })
  deepEqual(whole.changed, [])
  deepEqual(whole.brokenOff, { said: 'one two three four', rest: '' })
  const less = reconcileHeard([question, forming], { ...held, heard: [{ item_id: 'a1', audio_ms: 700 }] })
  deepEqual(less.brokenOff, { said: 'one', rest: '' })
})

Deno.test('only the last turn can be owed', () => {
  const result = reconcileHeard([question, answer, row('u2', 'user', 'stop')], {
    heard: [{ item_id: 'a1', audio_ms: 1000 }],
    formingItemId: null,
    newFrom: 0,
  })
  deepEqual(result.brokenOff, null)
})

Deno.test('a written answer is there when the client knows it, and taken back when not', () => {
  const written = { ...answer, source: 'text' as const, marks: null }
  const held = { formingItemId: null, newFrom: 0 }
  const known = reconcileHeard([question, written], { ...held, heard: [{ item_id: 'a1', audio_ms: 0 }] })
  deepEqual([known.changed, known.brokenOff], [[], null])
  deepEqual(texts(reconcileHeard([question, written], { ...held, heard: [] }).changed), ['interrupted: '])
})

Deno.test('an answer that an earlier change broke off, and that nobody took up since, is still to go on', () => {
  const left = { ...answer, text: 'one two', status: 'interrupted' as const, heard_ms: 1000 }
  const held = { formingItemId: null, newFrom: 2 }
  const result = reconcileHeard([question, left], { ...held, heard: [{ item_id: 'a1', audio_ms: 1000 }] })
  deepEqual([result.changed, result.brokenOff], [[], { said: 'one two', rest: '' }])
  const cut = reconcileHeard([question, left], { ...held, heard: [{ item_id: 'a1', audio_ms: 1000, cut: true }] })
  deepEqual(cut.brokenOff, null)
})

Deno.test('a client names only its last answers: older ones of the same segment stay', () => {
  const answers = Array.from({ length: 11 }, (_, n) => ({ ...answer, item_id: `a${n}` }))
  const heard = answers.slice(3, 10).map(({ item_id }) => ({ item_id, audio_ms: 2000 }))
  const result = reconcileHeard(answers, { heard, formingItemId: null, newFrom: 0 })
  deepEqual(
    result.changed.map(({ item_id }) => item_id),
    ['a10'],
  )
})
