import { deepStrictEqual as deepEqual, strictEqual as equal } from 'node:assert'
import type { ProviderEvent } from '../provider/provider-events.ts'
import { Transcript } from './transcript.ts'
import type { TranscriptRow } from './transcript-row.ts'

/** A transcript with a clock of its own; `rows` is what the database would hold. */
function setUp(nextPosition = 1024) {
  const clock = { ms: 0 }
  const rows = new Map<string, TranscriptRow>()
  const writes: string[] = []
  const write = (row: TranscriptRow) => {
    writes.push(row.item_id)
    rows.set(row.item_id, row)
  }
  const transcript = new Transcript({ nextPosition, write, now: () => clock.ms })
  const told = () =>
    [...rows.values()]
      .toSorted((a, b) => a.position - b.position)
      .map((row) => `${row.role} ${row.status}: ${row.text}`)
  return {
    clock,
    rows,
    writes,
    transcript,
    told,
    apply: (...events: ProviderEvent[]) => {
      for (const event of events) transcript.apply(event)
    },
  }
}

const TRANSCRIBED = 'conversation.item.input_audio_transcription.completed'
const committed = (item_id: string, previous_item_id: string | null): ProviderEvent => ({
  type: 'input_audio_buffer.committed',
  item_id,
  previous_item_id,
})
const transcribed = (item_id: string, transcript: string): ProviderEvent => ({ type: TRANSCRIBED, item_id, transcript })
const failed = (item_id: string): ProviderEvent => ({
  type: 'conversation.item.input_audio_transcription.failed',
  item_id,
})
const answerAdded = (id: string, previous_item_id: string): ProviderEvent => ({
  type: 'conversation.item.added',
  previous_item_id,
  item: { id, type: 'message', role: 'assistant', status: 'in_progress', content: [] },
})
const says = (item_id: string, delta: string): ProviderEvent => ({
  type: 'response.output_audio_transcript.delta',
  item_id,
  delta,
})
const saidAll = (item_id: string, transcript: string): ProviderEvent => ({
  type: 'response.output_audio_transcript.done',
  item_id,
  transcript,
})
const answerDone = (id: string, status = 'completed'): ProviderEvent => ({
  type: 'response.output_item.done',
  item: { id, type: 'message', role: 'assistant', status },
})
const responseDone = (status: string, ...ids: string[]): ProviderEvent => ({
  type: 'response.done',
  response: { status, output: ids.map((id) => ({ id, type: 'message' })) },
})

/** An answer of words, 300 ms each, as it comes from the provider at once. */
function speak({ transcript, apply }: ReturnType<typeof setUp>, id: string, words: string[]) {
  for (const word of words) {
    apply(says(id, word))
    transcript.audio(id, 300)
  }
}

Deno.test('orders turns by the conversation, whenever their text comes', () => {
  const call = setUp()
  call.apply(committed('u1', null), answerAdded('a1', 'u1'))
  speak(call, 'a1', ['Hi.'])
  call.apply(saidAll('a1', 'Hi.'), answerDone('a1'), responseDone('completed', 'a1'))
  call.apply(committed('u2', 'a1'), transcribed('u2', 'second'), transcribed('u1', 'first'))
  deepEqual(call.told(), ['user completed: first', 'assistant completed: Hi.', 'user completed: second'])
  deepEqual(call.writes, ['u1', 'a1', 'u2'])
})

Deno.test('takes a transcription that overtakes its item, and one that comes twice', () => {
  const call = setUp()
  call.apply(transcribed('u1', 'early'))
  deepEqual(call.writes, [])
  call.apply(committed('u1', null), transcribed('u1', 'early'), transcribed('u1', 'other'))
  deepEqual(call.told(), ['user completed: early'])
  deepEqual(call.writes, ['u1'])
})

Deno.test('keeps a turn that could not be transcribed, until it is after all; stores no noise', () => {
  const call = setUp()
  call.apply(committed('u1', null), failed('u1'), committed('u2', 'u1'), transcribed('u2', '  '))
  deepEqual(call.told(), ['user failed: '])
  call.apply(transcribed('u1', 'late'))
  deepEqual(call.told(), ['user completed: late'])
})

Deno.test('stores typed turns, and only what PostgreSQL can hold of them', () => {
  const call = setUp()
  const content = [{ type: 'input_text', text: 'a\0b \ud800' }]
  const item = { id: 't1', type: 'message', role: 'user', content }
  call.apply({ type: 'conversation.item.added', item, previous_item_id: null })
  call.apply({ type: 'conversation.item.done', item, previous_item_id: null })
  deepEqual(call.rows.get('t1')?.text, 'ab \ufffd')
  equal(call.rows.get('t1')?.source, 'text')
  equal(call.writes.length, 1)
})

Deno.test('ends an answer where the listener says, and clamps what they say to what they got', () => {
  const call = setUp()
  call.apply(answerAdded('a1', 'u0'))
  speak(call, 'a1', ['one', ' two', ' three'])
  call.apply(saidAll('a1', 'one two three'), answerDone('a1'), responseDone('completed', 'a1'))
  deepEqual(call.told(), ['assistant completed: one two three'])
  equal(call.transcript.truncate('a1', 650.7), 650)
  deepEqual(call.told(), ['assistant interrupted: one two'])
  equal(call.rows.get('a1')?.heard_ms, 650)
  equal(call.transcript.truncate('a1', 5000), 900)
  equal(call.rows.get('a1')?.heard_ms, 650)
  equal(call.transcript.truncate('u0', 10), null)
})

Deno.test('guesses by the clock where a cancelled answer was cut, until the listener tells', () => {
  const call = setUp()
  call.apply(answerAdded('a1', 'u0'))
  speak(call, 'a1', ['one', ' two', ' three', ' four'])
  call.clock.ms = 700
  call.apply(saidAll('a1', 'one two three four'), answerDone('a1', 'incomplete'), responseDone('cancelled', 'a1'))
  deepEqual(call.told(), ['assistant interrupted: one two'])
  call.transcript.truncate('a1', 900)
  deepEqual(call.told(), ['assistant interrupted: one two three'])
})

Deno.test('does not take for heard what came without its audio before the answer was cancelled', () => {
  const call = setUp()
  call.apply(answerAdded('a1', 'u0'), says('a1', 'one two three'))
  call.transcript.audio('a1', 900)
  call.apply(says('a1', ' four five'))
  call.clock.ms = 600
  call.apply(answerDone('a1', 'incomplete'), responseDone('cancelled', 'a1'))
  deepEqual(call.told(), ['assistant interrupted: one two'])
})

Deno.test('counts a second answer as heard only after the first was played', () => {
  const call = setUp()
  for (const id of ['a1', 'a2']) {
    call.apply(answerAdded(id, 'u0'))
    speak(call, id, ['one', ' two', ' three'])
    call.apply(saidAll(id, 'one two three'), answerDone(id), responseDone('completed', id))
  }
  call.clock.ms = 1250
  call.transcript.stopPlayback()
  deepEqual(call.told(), ['assistant completed: one two three', 'assistant interrupted: one'])
})

Deno.test('leaves out an answer of which nothing was heard', () => {
  const call = setUp()
  call.apply(answerAdded('a1', 'u0'), responseDone('cancelled', 'a1'))
  call.apply(answerAdded('a2', 'u0'), says('a2', 'unheard'))
  call.transcript.audio('a2', 200)
  call.apply(responseDone('cancelled', 'a2'))
  call.transcript.finish()
  deepEqual(call.told(), [])
})

Deno.test('stores a function call when it is made, and its output in the same row', () => {
  const call = setUp()
  const item = { id: 'f1', type: 'function_call', status: 'completed', name: 'now', call_id: 'c1', arguments: '{}' }
  call.apply({ type: 'conversation.item.added', item: { ...item, status: 'in_progress' }, previous_item_id: 'u1' })
  equal(call.transcript.callState('c1'), null)
  call.apply({ type: 'response.output_item.done', item })
  equal(call.transcript.callState('c1'), 'open')
  deepEqual(call.rows.get('f1')?.tool, { name: 'now', call_id: 'c1', arguments: '{}' })
  const output = { id: 'o1', type: 'function_call_output', call_id: 'c1', output: 'noon' }
  call.apply({ type: 'conversation.item.added', item: output, previous_item_id: 'f1' })
  equal(call.rows.get('f1')?.tool?.output, 'noon')
  call.apply(answerAdded('a1', 'o1'))
  speak(call, 'a1', ['Noon.'])
  call.apply(answerDone('a1'))
  equal(call.rows.get('a1')?.position, 1024 * 3)
})

Deno.test('at the end every turn has its row, as far as it got', () => {
  const call = setUp()
  call.apply(committed('u1', null), answerAdded('a1', 'u1'))
  speak(call, 'a1', ['one', ' two'])
  equal(call.transcript.awaitsTranscription, true)
  call.clock.ms = 300
  call.transcript.stopPlayback()
  call.transcript.finish()
  deepEqual(call.told(), ['user failed: ', 'assistant interrupted: one'])
})

Deno.test('any arrival of the same turns gives the same transcript', () => {
  const turns = Array.from({ length: 8 }, (_, n) => n)
  const expected = turns.map((n) => `user completed: ${n}`)
  for (let seed = 1; seed <= 100; seed += 1) {
    const call = setUp()
    const events = shuffled(turns, seed).map((n) => transcribed(`u${n}`, `${n}`))
    const places = turns.map((n) => committed(`u${n}`, n === 0 ? null : `u${n - 1}`))
    for (const event of interleaved(places, events, seed)) call.apply(event)
    call.transcript.finish()
    deepEqual(call.told(), expected, `seed ${seed}`)
    equal(call.writes.length, turns.length)
  }
})

function shuffled<T>(list: T[], seed: number): T[] {
  return list
    .map((value, n) => ({ value, key: ((n + 1) * 48_271 * seed) % 2_147_483_647 }))
    .toSorted((a, b) => a.key - b.key)
    .map(({ value }) => value)
}

/** Both lists in their order, mixed. */
function interleaved<T>(a: T[], b: T[], seed: number): T[] {
  const [left, right] = [[...a], [...b]]
  const mixed: T[] = []
  for (let n = seed; left.length + right.length > 0; n = (n * 48_271) % 2_147_483_647) {
    const next = (n % 2 === 0 ? left : right).shift() ?? left.shift() ?? right.shift()
    if (next !== undefined) mixed.push(next)
  }
  return mixed
}

Deno.test('what is written is always a prefix: an answer waits for the words that it answers', () => {
  const call = setUp()
  call.apply(committed('u1', null), answerAdded('a1', 'u1'))
  speak(call, 'a1', ['Hi.'])
  call.apply(saidAll('a1', 'Hi.'), answerDone('a1'), responseDone('completed', 'a1'))
  deepEqual([call.writes, call.transcript.forming], [[], null])
  call.clock.ms = 10_001
  call.transcript.expire()
  deepEqual(call.told(), ['user failed: ', 'assistant completed: Hi.'])
  call.apply(transcribed('u1', 'after all'))
  deepEqual(call.told(), ['user completed: after all', 'assistant completed: Hi.'])
})

Deno.test('an answer in the making can be told as far as its audio came, once all before it is settled', () => {
  const call = setUp()
  const forming = () => {
    const row = call.transcript.forming
    return row === null ? undefined : [row.text, row.status, row.heard_ms, row.position]
  }
  call.apply(committed('u1', null), answerAdded('a1', 'u1'), says('a1', 'one'))
  deepEqual(forming(), undefined)
  call.apply(transcribed('u1', 'count'))
  deepEqual(forming(), undefined)
  call.transcript.audio('a1', 300)
  call.apply(says('a1', ' two'))
  call.transcript.audio('a1', 300)
  call.apply(says('a1', ' three'))
  deepEqual(forming(), ['one two', 'interrupted', 600, 2048])
  deepEqual(call.writes, ['u1'])
})

Deno.test('goes on with a call: what is new follows what is stored, which is written again only when it changes', () => {
  const stored = {
    status: 'completed',
    source: 'voice',
    heard_ms: null,
    tool: null,
    marks: null,
    updated_at: '',
  } as const
  const marks: [number, number][] = [
    [0, 0],
    [300, 4],
    [600, 7],
  ]
  const rows: TranscriptRow[] = []
  const transcript = new Transcript({
    nextPosition: 3072,
    write: (row) => rows.push(row),
    earlier: [
      { ...stored, item_id: 'u1', role: 'user', text: 'count', position: 1024 },
      { ...stored, item_id: 'a1', role: 'assistant', text: 'one two', position: 2048, marks },
    ],
  })
  transcript.apply(committed('u2', 'a1'))
  transcript.apply(transcribed('u2', 'more'))
  transcript.apply({ type: 'input_audio_buffer.committed', item_id: 'u3', previous_item_id: null })
  transcript.apply(transcribed('u3', 'of an odd place'))
  deepEqual(
    rows.map(({ item_id, position }) => [item_id, position]),
    [
      ['u2', 3072],
      ['u3', 4096],
    ],
  )
  equal(transcript.truncate('a1', 350), 350)
  const cut = rows.at(-1)
  deepEqual([cut?.text, cut?.status, cut?.heard_ms], ['one', 'interrupted', 350])
  transcript.stopPlayback()
  transcript.finish()
  equal(rows.length, 3)
})

Deno.test('where an answer was cut by guess alone, the next worker gets all of it and asks the listener', () => {
  const call = setUp()
  call.apply(answerAdded('a1', 'u0'))
  speak(call, 'a1', ['one', ' two', ' three'])
  call.apply(saidAll('a1', 'one two three'))
  call.clock.ms = 100
  call.apply(responseDone('cancelled', 'a1'))
  deepEqual(call.told(), [])
  call.transcript.leaveToListener()
  deepEqual(call.told(), ['assistant interrupted: one two three'])
  equal(call.rows.get('a1')?.heard_ms, 900)
  const told = setUp()
  told.apply(answerAdded('a1', 'u0'))
  speak(told, 'a1', ['one', ' two', ' three'])
  told.transcript.truncate('a1', 300)
  told.transcript.leaveToListener()
  deepEqual(told.told(), ['assistant interrupted: one'])
})
