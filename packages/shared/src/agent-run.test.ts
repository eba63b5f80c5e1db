import { expect, test } from 'vitest'
import { agentRunRequest } from './agent-run.ts'

const id = '6f1c2a34-5b67-4d89-8abc-def012345678'
const start = { action: 'start', agent_id: id, text: ' Hello. ' }

test('a start is trimmed and filled up; an empty list of context items is one that is given', () => {
  expect(agentRunRequest.parse(start)).toEqual({ action: 'start', agent_id: id, text: 'Hello.', draft: false })
  expect(agentRunRequest.parse({ ...start, context_items: [] })).toHaveProperty('context_items', [])
  expect(agentRunRequest.parse({ action: 'stream', run_id: id })).toHaveProperty('after', 0)
})

test.each([
  ['no text', { ...start, text: '  ' }],
  ['too much text', { ...start, text: 'x'.repeat(16_001) }],
  ['a person', { ...start, user_id: id }],
  ['a model', { ...start, model: 'gpt' }],
  ['an unknown action', { action: 'list' }],
  ['no source at all', { ...start, source_ids: [] }],
  ['a place before the beginning', { action: 'stream', run_id: id, after: -1 }],
  ['arguments that are no object', { action: 'decide', approval_id: id, decision: 'approved', arguments: [] }],
  ['a decision that there is not', { action: 'decide', approval_id: id, decision: 'changed' }],
  ['an output that is too long', { action: 'output', tool_call_id: id, output: 'x'.repeat(64_001) }],
])('%s is refused', (_, body) => {
  expect(agentRunRequest.safeParse(body).success).toBe(false)
})
