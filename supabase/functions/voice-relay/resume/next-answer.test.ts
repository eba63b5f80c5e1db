import { deepStrictEqual as deepEqual, match } from 'node:assert'
import type { StoredRow } from '../transcript/transcript-row.ts'
import { nextAnswer } from './next-answer.ts'

const agent = { instructions: 'Be kind.', greeting: 'Hello!' }
const row = (role: StoredRow['role'], text: string, tool: StoredRow['tool'] = null): StoredRow => ({
  item_id: text,
  role,
  text,
  position: 1024,
  status: 'completed',
  source: tool === null ? 'voice' : 'tool',
  heard_ms: null,
  tool,
  marks: null,
  updated_at: '',
})
const call = { name: 'now', call_id: 'c1', arguments: '{}' }
const after = (...rows: StoredRow[]) => nextAnswer({ rows, brokenOff: null }, agent)

Deno.test('a caller who was not answered is', () => {
  deepEqual(after(row('user', 'Hi')), { type: 'response.create' })
  deepEqual(after(row('user', 'Hi'), row('tool', '', { ...call, output: 'noon' })), { type: 'response.create' })
})

Deno.test('it is the turn of a caller who was answered, and of a client that has a function to run', () => {
  deepEqual(after(row('user', 'Hi'), row('assistant', 'Hello')), null)
  deepEqual(after(row('user', 'Hi'), row('tool', '', call)), null)
})

Deno.test('a call of which nothing is stored begins with the greeting', () => {
  match(String(after()?.response?.instructions), /exactly this.*“Hello!”/)
  deepEqual(nextAnswer({ rows: [], brokenOff: null }, { ...agent, greeting: '' }), null)
})

Deno.test('a known rest is said as it is; an unknown one is asked for, with the agent as it is', () => {
  const rows = [row('user', 'Hi'), row('assistant', 'Well')]
  const known = nextAnswer({ rows, brokenOff: { said: 'Well', rest: 'hello.' } }, agent)
  match(String(known?.response?.instructions), /exactly this.*“hello\.”/)
  const unknown = nextAnswer({ rows, brokenOff: { said: 'Well', rest: '' } }, agent)
  match(String(unknown?.response?.instructions), /^Be kind\.[\s\S]*up to “Well”\. Go on/)
})
