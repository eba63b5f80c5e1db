import { deepStrictEqual as deepEqual } from 'node:assert'
import { recallSession } from './recall-session.ts'
import type { SessionTurn } from './session-turn.ts'

const said = (role: 'user' | 'assistant', text: string, call_id: string | null = null): SessionTurn => ({
  role,
  text,
  call_id,
  tool: null,
})

Deno.test('what was written and said before the call is its memory, and nothing of the call itself', () => {
  const items = recallSession(
    [
      said('user', 'by text'),
      said('assistant', 'read'),
      said('user', 'in a call', 'before'),
      said('user', 'now', 'this'),
    ],
    'this',
  )
  deepEqual(items, [
    { id: 'past_1', type: 'message', role: 'user', content: [{ type: 'input_text', text: 'by text' }] },
    { id: 'past_2', type: 'message', role: 'assistant', content: [{ type: 'output_text', text: 'read' }] },
    { id: 'past_3', type: 'message', role: 'user', content: [{ type: 'input_text', text: 'in a call' }] },
  ])
})

Deno.test('tools come with what they answered, of a run and of a call; one without an answer does not', () => {
  const called = (args: unknown, output: string | null): SessionTurn => ({
    role: 'tool',
    text: '',
    call_id: null,
    tool: { name: 'look', arguments: args, output },
  })
  const items = recallSession([called({ a: 1 }, 'one'), called('{"b":2}', 'two'), called({}, null)], 'this')
  deepEqual(
    items.map(({ arguments: args, output }) => args ?? output),
    ['{"a":1}', 'one', '{"b":2}', 'two'],
  )
})
