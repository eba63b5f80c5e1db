import type { Json } from '@parley/shared/database-types'
import type { AgentDraft } from './agent-draft.ts'
import { toolsFromText } from './tools-from-text.ts'

/** A draft as columns of `agents`. Throws where its tools are no tools: check with `draftProblems` first. */
export function draftRow(draft: AgentDraft) {
  const parsed = toolsFromText(draft.tools)
  if ('problem' in parsed) throw new Error(parsed.problem)
  return {
    name: draft.name.trim(),
    description: draft.description.trim(),
    greeting: draft.greeting.trim(),
    instructions: draft.instructions,
    voice: draft.voice,
    model: draft.model || null,
    tools: parsed.tools as unknown as NonNullable<Json>,
  }
}
