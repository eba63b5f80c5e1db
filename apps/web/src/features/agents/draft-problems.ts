import type { AgentDraft } from './agent-draft.ts'
import { toolsFromText } from './tools-from-text.ts'

/** What is wrong with fields, by field, in words for the person who fills them in. */
export type DraftProblems = Partial<Record<keyof AgentDraft, string>>

/** Why a draft cannot be saved as it is; empty when it can. Lengths are the fields' own business. */
export function draftProblems(draft: AgentDraft): DraftProblems {
  const tools = toolsFromText(draft.tools)
  return {
    ...(draft.name.trim() === '' ? { name: 'Give the agent a name.' } : {}),
    ...(draft.instructions.trim() === '' ? { instructions: 'Say who the agent is and what it should do.' } : {}),
    ...('problem' in tools ? { tools: tools.problem } : {}),
  }
}
