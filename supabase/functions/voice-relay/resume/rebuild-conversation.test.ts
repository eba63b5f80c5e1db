import { deepStrictEqual as deepEqual, ok } from 'node:assert'
import type { StoredRow } from '../transcript/transcript-row.ts'
import { rebuildConversation } from './rebuild-conversation.ts'

const base = { status: 'completed', source: 'voice', heard_ms: null, tool: null, marks: null, updated_at: '' } as const
const row = (item_id: string, role: StoredRow['role'], text: string, more: Partial<StoredRow> = {}): StoredRow => ({
  ...base,
  item_id,
  role,
  text,
  position: 1024,
  ...more,
})

Deno.test('turns become text items under their own ids, in order; what was not understood is left out', () => {
  const events = rebuildConversation([
    row('u1', 'user', 'Hi'),
    row('u2', 'user', '', { status: 'failed' }),
    row('a1', 'assistant', 'Hel', { status: 'interrupted', heard_ms: 100 }),
  ])
  deepEqual(
    events.map(({ item }) => item),
    [
      { id: 'u1', type: 'message', role: 'user', content: [{ type: 'input_text', text: 'Hi' }] },
      { id: 'a1', type: 'message', role: 'assistant', content: [{ type: 'output_text', text: 'Hel' }] },
    ],
  )
})

Deno.test('a function call comes with its output, once it has one', () => {
  const tool = { name: 'now', call_id: 'c1', arguments: '{}' }
  const types = (output?: string) =>
    rebuildConversation([row('f1', 'tool', '', { tool: { ...tool, ...(output ? { output } : {}) } })]).map(
      ({ item }) => item.type,
    )
  deepEqual(types(), ['function_call'])
  deepEqual(types('noon'), ['function_call', 'function_call_output'])
})

Deno.test('of a call that is too long the latest turns are kept', () => {
  const events = rebuildConversation(Array.from({ length: 300 }, (_, n) => row(`u${n}`, 'user', 'x'.repeat(1000))))
  ok(events.length > 100 && events.length < 125, String(events.length))
  deepEqual(events.at(-1)?.item.id, 'u299')
})
