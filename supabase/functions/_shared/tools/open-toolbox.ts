import { agentUser } from './agent-user.ts'
import { openKnowledgeTool } from './knowledge/open-knowledge-tool.ts'
import type { ServerTool } from './server-tool.ts'
import { toolsOfAgent } from './tools-of-agent.ts'

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

/** The tools that an agent has for a person and that the server runs. Each name is there once. */
export type Toolbox = { tools: ServerTool[] }

/**
 * Opens the tools of an agent for a person: what both of them may use, at this moment. Where a function of the client
 * (`agents.tools`) has the name of one of them, it is the server's: nobody's client answers in its place.
 *
 * @throws {ParleyError} server_misconfigured, internal_error
 */
export async function openToolbox(order: ToolboxOrder): Promise<Toolbox> {
  const [knowledge, custom] = await Promise.all([
    order.search === false ? null : openKnowledgeTool(order),
    agentUser(order).then((user) => toolsOfAgent(user, order.agentId, order.organizationId)),
  ])
  return { tools: knowledge === null ? custom : [knowledge, ...custom] }
}
