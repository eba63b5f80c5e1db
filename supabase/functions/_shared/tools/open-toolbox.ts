import { openKnowledgeTool } from './knowledge/open-knowledge-tool.ts'
import type { ServerTool } from './server-tool.ts'

/** Whose tools are wanted. Both ids are proven by a session or a redeemed ticket. */
export type ToolboxOrder = {
  personId: string
  agentId: string
  organizationId: string
  /** The working copy of the agent. */
  draft?: boolean
  /** `false`: no search, because what the agent answers from is given. */
  search?: boolean
  /** Only these sources are searched, as far as the person may read them, whatever the agent's knowledge bases are. */
  sourceIds?: string[]
}

/** The tools that an agent has for a person and that the server runs. */
export type Toolbox = { tools: ServerTool[] }

/**
 * Opens the tools of an agent for a person: what both of them may use, at this moment.
 *
 * @throws {ParleyError} server_misconfigured, internal_error
 */
export async function openToolbox(order: ToolboxOrder): Promise<Toolbox> {
  const knowledge = order.search === false ? null : await openKnowledgeTool(order)
  return { tools: knowledge === null ? [] : [knowledge] }
}
