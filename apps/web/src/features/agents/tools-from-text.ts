import { agentTools, type FunctionTool } from '@parley/shared/agent-tools'

/** Tools that were typed as JSON, or what is wrong with them. Nothing typed: no tools. */
export function toolsFromText(text: string): { tools: FunctionTool[] } | { problem: string } {
  if (text.trim() === '') return { tools: [] }
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    return { problem: `This is not JSON: ${(error as Error).message}` }
  }
  if (!Array.isArray(value)) return { problem: 'Tools are a list: begin with [ and end with ].' }
  const parsed = agentTools.safeParse(value)
  if (parsed.success) return { tools: parsed.data }
  const [issue] = parsed.error.issues
  return { problem: issue ? `${place(issue.path)}${issue.message}.` : 'These are not tools.' }
}

/** Where in the list something is wrong, counted as people count. */
function place(path: readonly PropertyKey[]): string {
  const [index, ...rest] = path
  if (typeof index !== 'number') return ''
  return `Tool ${index + 1}${rest.length > 0 ? `, ${rest.map(String).join('.')}` : ''}: `
}
