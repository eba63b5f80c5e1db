import { describe, expect, test } from 'vitest'
import { compareTranscript, type TranscriptRow } from './compare-transcript.ts'
import type { ScriptedExchange } from './scripted-exchange.ts'

let next = 0
function row(role: string, text: string, more: Partial<TranscriptRow> = {}): TranscriptRow {
  next += 1
  return {
    item_id: `item_${next}`,
    position: next * 1024,
    role,
    text,
    status: 'completed',
    source: 'voice',
    heard_ms: null,
    tool: null,
    ...more,
  }
}
const user = (text: string) => row('user', text)
const agent = (text: string) => row('assistant', text)
const piece = (text: string) => row('assistant', text, { status: 'interrupted', heard_ms: 300 })

const one: ScriptedExchange = { say: 'one', via: 'voice', reply: 'a b c d' }
const two: ScriptedExchange = { say: 'two', via: 'voice', reply: 'e f g h' }
const cut: ScriptedExchange = { ...one, interrupted: { atLeast: 1, atMost: 2 } }

describe('nothing is wrong with', () => {
  test.each([
    ['turns as they were said', [user('one'), agent('a b c d'), user('two'), agent('e f g h')], [one, two]],
    ['pieces that make up an answer', [user('one'), piece('a b'), piece('c'), agent('d')], [one]],
    [
      'an answer that ends where the caller broke in',
      [user('one'), piece('a b'), user('two'), agent('e f g h')],
      [cut, two],
    ],
  ])('%s', (_, rows, script) => expect(compareTranscript(rows, script)).toEqual([]))
})

describe('is found:', () => {
  const whole = [user('one'), agent('a b c d'), user('two'), agent('e f g h')]
  test.each<[string, TranscriptRow[], ScriptedExchange[], RegExp]>([
    ['a lost turn', whole.slice(0, 2), [one, two], /"two" is missing/],
    ['a lost answer', [user('one'), user('two'), agent('e f g h')], [one, two], /"a b c d" became ""/],
    ['a doubled turn', [user('one'), ...whole], [one, two], /nobody said this/],
    ['a doubled answer', [user('one'), agent('a b c d'), agent('a b c d')], [one], /became "a b c d | a b c d"/],
    ['turns in the wrong order', [...whole.slice(2), ...whole.slice(0, 2)], [one, two], /"one" became/],
    [
      'positions in the wrong order',
      [...whole]
        .reverse()
        .reverse()
        .map((r, i) => ({ ...r, position: 9 - i })),
      [one, two],
      /does not ascend/,
    ],
    ['half a turn', [user('o'), agent('a b c d')], [one], /"one" became/],
    ['a hole between pieces', [user('one'), piece('a b'), agent('d')], [one], /became "a b | d"/],
    ['a word said twice', [user('one'), piece('a b'), agent('b c d')], [one], /became "a b | b c d"/],
    [
      'an answer that was never finished',
      [user('one'), piece('a b c d')],
      [one],
      /the end of the answer is stored as interrupted/,
    ],
    ['more than was heard', [user('one'), piece('a b c')], [cut], /interrupted after 1 to 2 words/],
    ['less than was heard', [user('one')], [cut], /interrupted after 1 to 2 words/],
    ['something that nobody said', [...whole, agent('z')], [one, two], /became "e f g h | z"/],
  ])('%s', (_, rows, script, problem) => expect(compareTranscript(rows, script).join('\n')).toMatch(problem))
})
