import type { BrainTool } from './brain.ts'
import type { Question } from './question.ts'
import { stems } from './stems.ts'

const IN_NAME = 2
const IN_DESCRIPTION = 1
const IN_CHOICES = 1.5

/**
 * The tool that the question is about: enough of its words must stand in the tool's name, description or choices.
 * With `anyway` the best one is taken however little it has in common.
 */
export function chooseTool(question: Question, tools: BrainTool[], anyway: boolean): BrainTool | undefined {
  let best: { tool: BrainTool; score: number } | undefined
  for (const tool of tools) {
    const score = scoreTool(tool, question.stems)
    if (best === undefined || score > best.score) best = { tool, score }
  }
  return best !== undefined && (anyway || best.score >= IN_NAME) ? best.tool : undefined
}

function scoreTool(tool: BrainTool, asked: Set<string>): number {
  const name = stems(tool.name.replaceAll(/([a-z])([A-Z])/g, '$1 $2').replaceAll(/[_-]/g, ' '))
  const description = stems(tool.description)
  const choices = stems(
    JSON.stringify(tool.parameters)
      .match(/"enum":\[[^\]]*\]/g)
      ?.join(' ') ?? '',
  )
  return [...asked].reduce((score, word) => {
    if (name.has(word)) return score + IN_NAME
    if (description.has(word)) return score + IN_DESCRIPTION
    return choices.has(word) ? score + IN_CHOICES : score
  }, 0)
}
