import { SEARCH_KNOWLEDGE } from './knowledge/search-knowledge-name.ts'
import type { ServerTool } from './server-tool.ts'

/** Every sentence an order, so that nothing of it can be taken for something to tell the caller. */
const SEARCH = `Use ${SEARCH_KNOWLEDGE} whenever an answer needs facts that are not in these instructions, before you say that you do not know.
Answer from what it finds, and say which document and page that is from, as in: according to handbook.pdf, page 2.
Never make up a source. If it finds nothing that answers the question, say so.`

/** What an agent is told about its tools, to follow its instructions; empty when there is nothing to tell. */
export function toolInstructions(tools: readonly Pick<ServerTool, 'name'>[]): string {
  return tools.some(({ name }) => name === SEARCH_KNOWLEDGE) ? SEARCH : ''
}
