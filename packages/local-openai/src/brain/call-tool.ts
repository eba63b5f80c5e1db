import type { BrainAnswer, BrainTool } from './brain.ts'
import { chooseTool } from './choose-tool.ts'
import { fillArguments } from './fill-arguments.ts'
import type { JsonSchema } from './json-schema.ts'
import { type Question, readQuestion } from './question.ts'
import { isSearch } from './search-for.ts'

/**
 * Calls a function when the question is about one, or when the request wants a call. Asks for a required argument that
 * was not given, and takes the next thing said as the answer to that.
 */
export function callTool(question: Question): BrainAnswer | undefined {
  const { tools, toolChoice } = question.request
  if (tools.length === 0 || toolChoice === 'none' || question.text === '') return undefined
  const forced = typeof toolChoice === 'object' ? tools.find((tool) => tool.name === toolChoice.name) : undefined
  const must = forced !== undefined || toolChoice === 'required'
  const asked = askedBefore(question)
  if (asked !== undefined) return callWith(asked.tool, asked.question, must)
  // A search is for what is not known otherwise, whatever the question is about.
  const tool = forced ?? chooseTool(question, must ? tools : tools.filter((tool) => !isSearch(tool)), must)
  return tool === undefined ? undefined : callWith(tool, question, must)
}

function callWith(tool: BrainTool, question: Question, must: boolean): BrainAnswer {
  const filled = fillArguments(tool.parameters as JsonSchema, question, must)
  if (filled.missing !== undefined) return { text: `${askFor(filled.missing)} ${purpose(tool)}?` }
  return { calls: [{ name: tool.name, arguments: JSON.stringify(filled.arguments) }] }
}

const spoken = (name: string): string =>
  name
    .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
    .replaceAll(/[_-]/g, ' ')
    .toLowerCase()
const askFor = (parameter: string): string => `Which ${spoken(parameter)} should I use to`
const purpose = (tool: BrainTool): string => spoken(tool.name)

/** Whether the last answer was such a question back; then both things that the user said belong together. */
function askedBefore(question: Question): { tool: BrainTool; question: Question } | undefined {
  const { request, before } = question
  const last = before.findLast((turn) => turn.role !== 'system')
  if (last?.role !== 'assistant') return undefined
  const found = /^Which (.+) should I use to (.+)\?$/.exec(last.text)
  const tool = request.tools.find((candidate) => purpose(candidate) === found?.[2])
  const earlier = before.findLast((turn) => turn.role === 'user')
  if (found === null || tool === undefined || earlier?.role !== 'user') return undefined
  const text = `${earlier.text.replace(/[.?!]+$/, '')} for ${question.text}`
  return { tool, question: readQuestion({ ...request, turns: [{ role: 'user', text }] }) }
}
