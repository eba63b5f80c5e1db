import { expect, test } from 'vitest'
import { draftOf, NEW_DRAFT, sameDraft } from './agent-draft.ts'
import { draftChanges } from './draft-changes.ts'

const tools = [{ type: 'function', name: 'reserve', parameters: { type: 'object', required: ['cake'] } }]
const version = { name: 'Wren', greeting: '', instructions: 'Sell bread.', voice: 'cedar', model: null, tools }
const before = draftOf(version)

test('says what callers would notice, and nothing else', () => {
  const after = { ...before, description: 'New', instructions: 'Sell cake.', model: 'gpt-realtime' }
  expect(draftChanges(before, after)).toEqual([
    { field: 'instructions', label: 'Instructions', before: 'Sell bread.', after: 'Sell cake.' },
    { field: 'model', label: 'Model', before: 'Server default', after: 'gpt-realtime' },
  ])
})

test('tools that are written in another way are the same tools', () => {
  const after = {
    ...before,
    tools: JSON.stringify([{ name: 'reserve', parameters: tools[0]?.parameters, type: 'function' }]),
  }
  expect(draftChanges(before, after)).toEqual([])
  expect(sameDraft(before, after)).toBe(true)
  expect(draftChanges(before, { ...before, tools: '' })).toMatchObject([{ field: 'tools', after: '' }])
  expect(sameDraft(NEW_DRAFT, { ...NEW_DRAFT, tools: '[' })).toBe(false)
})
