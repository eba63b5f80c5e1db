import { expect, test } from 'vitest'
import { toolsFromText } from './tools-from-text.ts'

const tool = { type: 'function', name: 'reserve_cake', parameters: { type: 'object' } }

test('nothing typed is no tools, a list of functions is taken as it is', () => {
  expect(toolsFromText(' \n')).toEqual({ tools: [] })
  expect(toolsFromText(JSON.stringify([tool]))).toEqual({ tools: [tool] })
})

test.each([
  ['[{', /^This is not JSON: /],
  ['{}', /^Tools are a list/],
  [JSON.stringify([tool, { type: 'function', name: 'two words' }]), /^Tool 2, name: must be 1 to 64/],
  [JSON.stringify([{ ...tool, server_url: 'https://example.com' }]), /^Tool 1: .*server_url/],
  [JSON.stringify([{ ...tool, type: 'mcp' }]), /^Tool 1, type: /],
  [JSON.stringify([tool, tool]), /same name/],
])('what is wrong with %s is said, and where', (text, problem) => {
  expect(toolsFromText(text)).toEqual({ problem: expect.stringMatching(problem) })
})
