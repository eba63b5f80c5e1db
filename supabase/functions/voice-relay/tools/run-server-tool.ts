import { log } from '../../_shared/log.ts'
import type { ServerTool, ToolContext, ToolResult } from '../../_shared/tools/server-tool.ts'

/** Somebody waits on the phone. */
export const TOOL_WITHIN_MS = 10_000

const TOO_SLOW = 'The tool took too long and was given up. Say that this did not work, and do not guess the answer.'
const BROKEN = 'The tool failed. Say that this did not work, and do not guess the answer.'
const NO_OBJECT = 'The arguments are no JSON object. Call the tool again with arguments that fit its parameters.'

/**
 * Runs a tool with the arguments as the model wrote them, within a time. Whatever goes wrong is told to the model by the
 * output; nothing is thrown.
 */
export async function runServerTool(
  tool: ServerTool,
  args: string,
  context: ToolContext,
  withinMs = TOOL_WITHIN_MS,
): Promise<ToolResult> {
  const parsed = parseObject(args)
  if (parsed === null) return failed(NO_OBJECT)
  const timeout = AbortSignal.timeout(withinMs)
  const signal = AbortSignal.any([context.signal, timeout])
  const { promise: givenUp, resolve } = Promise.withResolvers<ToolResult>()
  signal.addEventListener('abort', () => resolve(failed(TOO_SLOW)), { once: true })
  try {
    return await Promise.race([tool.run(parsed, { ...context, signal }), givenUp])
  } catch (error) {
    log('error', 'server_tool_failed', { call_id: context.callId, tool: tool.name, cause: String(error) })
    return failed(BROKEN)
  }
}

function parseObject(text: string): Record<string, unknown> | null {
  try {
    const value = JSON.parse(text === '' ? '{}' : text)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : null
  } catch {
    return null
  }
}

function failed(output: string): ToolResult {
  return { status: 'failed', output, citations: [] }
}
