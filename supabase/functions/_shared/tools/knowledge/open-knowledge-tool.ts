import { searchRequest } from '@parley/shared/search.ts'
import { z } from 'zod'
import { asParleyError } from '../../error-response.ts'
import { log } from '../../log.ts'
import { searchKnowledge } from '../../search-knowledge.ts'
import { agentUser } from '../agent-user.ts'
import type { ServerTool, ToolContext, ToolResult } from '../server-tool.ts'
import { knowledgeBasesOf } from './knowledge-bases-of.ts'
import { SEARCH_KNOWLEDGE } from './search-knowledge-name.ts'
import { tellPassages } from './tell-passages.ts'

/** Pages that a model gets: enough to answer from, few enough to be read while somebody waits. */
const PAGES = 4

const DESCRIPTION =
  "Searches the organisation's documents for passages about a question. Call it with the whole question, in the " +
  "caller's words and language."

const PARAMETERS = {
  type: 'object',
  properties: { query: { type: 'string', description: 'What to look for: a question or keywords.', maxLength: 2000 } },
  required: ['query'],
  additionalProperties: false,
}

type KnowledgeOrder = { personId: string; agentId: string; sourceIds?: string[] }

const request = z.strictObject({ query: searchRequest.shape.query })

/**
 * The built-in search of what an agent knows; null for an agent without knowledge bases. It searches as the person, with
 * the agent's limits: a knowledge base opens nothing that the person may not read. What it searches is looked up with
 * every search, so that whatever was shared, hidden or taken from the agent meanwhile counts at once.
 *
 * @throws {ParleyError} server_misconfigured, internal_error
 */
export async function openKnowledgeTool(of: KnowledgeOrder): Promise<ServerTool | null> {
  const bases = of.sourceIds ?? (await knowledgeBasesOf(await agentUser(of), of.agentId))
  if (bases.length === 0) return null
  return {
    name: SEARCH_KNOWLEDGE,
    description: DESCRIPTION,
    parameters: PARAMETERS,
    toolId: null,
    needsApproval: false,
    repeatable: true,
    run: (args, context) => search(args, context, of.sourceIds),
  }
}

async function search(
  args: Record<string, unknown>,
  context: ToolContext,
  sourceIds: string[] | undefined,
): Promise<ToolResult> {
  const parsed = request.safeParse(args)
  if (!parsed.success) return failed('The query is missing, empty or longer than 2,000 characters.')
  try {
    const user = await agentUser(context)
    const within = sourceIds
      ? { source_ids: sourceIds }
      : { knowledge_base_ids: await knowledgeBasesOf(user, context.agentId) }
    const found = await searchKnowledge(user, searchRequest.parse({ ...parsed.data, ...within, limit: PAGES }))
    return { status: 'done', ...tellPassages(parsed.data.query, found.items) }
  } catch (error) {
    log('error', 'knowledge_search_failed', { code: asParleyError(error).code, call_id: context.callId })
    return failed('The search did not work. Say that the documents cannot be searched at the moment.')
  }
}

function failed(output: string): ToolResult {
  return { status: 'failed', output, citations: [] }
}
