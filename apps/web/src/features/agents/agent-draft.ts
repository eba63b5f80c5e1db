import { agentTools } from '@parley/shared/agent-tools'
import type { Agent, AgentVersion } from './agent.ts'
import { sameJson } from './same-json.ts'

/** What one edits of an agent, as the fields of the form have it. `model` is empty for the server's default. */
export type AgentDraft = {
  name: string
  description: string
  greeting: string
  instructions: string
  voice: string
  model: string
  /** JSON, as it is typed. */
  tools: string
}

/** Longest texts, as in `agents`. */
export const DRAFT_MAX = { name: 80, description: 500, greeting: 500, instructions: 20_000 } as const

/** An agent that is about to be made. */
export const NEW_DRAFT: AgentDraft = {
  name: '',
  description: '',
  greeting: '',
  instructions: '',
  voice: 'marin',
  model: '',
  tools: '',
}

type Stored = Pick<AgentVersion, 'name' | 'greeting' | 'instructions' | 'voice' | 'model' | 'tools'>

/** An agent's draft, or a version of it, as the form has it. Versions have no description: that is not for callers' ears. */
export function draftOf(stored: Stored & Partial<Pick<Agent, 'description'>>): AgentDraft {
  const { name, greeting, instructions, voice, model, tools, description = '' } = stored
  // In the order that people write them in; the database keeps another.
  const listed = agentTools.safeParse(tools).data ?? tools
  const none = Array.isArray(tools) && tools.length === 0
  return {
    name,
    description,
    greeting,
    instructions,
    voice,
    model: model ?? '',
    tools: none ? '' : JSON.stringify(listed, null, 2),
  }
}

/** Whether two drafts say the same, however their JSON is laid out. */
export function sameDraft(one: AgentDraft, other: AgentDraft): boolean {
  return (Object.keys(one) as (keyof AgentDraft)[]).every((field) =>
    field === 'tools' ? sameJson(one.tools, other.tools) : one[field] === other[field],
  )
}
