import { type FunctionTool, functionTool } from '@parley/shared/agent-tools.ts'
import { openToolbox } from '../../_shared/tools/open-toolbox.ts'
import type { ChatTool } from '../model/chat-message.ts'
import type { RunToDo } from './run-to-do.ts'
import type { RunTools } from './run-work.ts'

/**
 * The functions of a run. Those of the server win over those of the client that have the same name. Given passages, an
 * agent answers from these: it has no search of its own.
 */
export async function openRunTools({ run, agent, person_id }: RunToDo): Promise<RunTools> {
  const { tools } = await openToolbox({
    personId: person_id,
    agentId: agent.id,
    organizationId: agent.organization_id,
    draft: run.draft,
    search: run.context_items === null,
    ...(run.source_ids && { sourceIds: run.source_ids }),
  })
  const server = new Map(tools.map((tool) => [tool.name, tool]))
  const client = clientFunctions(agent.tools).filter(({ name }) => !server.has(name))
  return { server, client: new Map(client.map((tool) => [tool.name, tool])) }
}

function clientFunctions(tools: unknown): FunctionTool[] {
  return Array.isArray(tools) ? tools.flatMap((tool) => functionTool.safeParse(tool).data ?? []) : []
}

/** As the model is told of them. */
export function chatTools({ server, client }: RunTools): ChatTool[] {
  const all = [...server.values(), ...client.values()]
  return all.map(({ name, description = '', parameters = { type: 'object', properties: {} } }) => ({
    type: 'function',
    function: { name, description, parameters },
  }))
}
