import type { BrainAnswer, BrainTool } from './brain.ts'
import type { JsonSchema } from './json-schema.ts'
import type { Question } from './question.ts'

const NAMED_SEARCH = /^(search|find|look_?up|query)(_|$)|_search$/i
const QUERY = /^(query|question|q|search_?term)$/i

/** A tool that takes a question and finds what there is about it. */
export function isSearch(tool: BrainTool): boolean {
  const { required = [] } = tool.parameters as JsonSchema
  return NAMED_SEARCH.test(tool.name) && required.length === 1 && QUERY.test(required[0] ?? '')
}

/** Searches for what is not known otherwise, when there is a tool for that: with the question as it was asked. */
export function searchFor({ text, stems, request }: Question): BrainAnswer | undefined {
  const tool = request.tools.find(isSearch)
  if (tool === undefined || request.toolChoice === 'none' || stems.size === 0) return undefined
  const query = (tool.parameters as JsonSchema).required?.[0] ?? 'query'
  return { calls: [{ name: tool.name, arguments: JSON.stringify({ [query]: text }) }] }
}
