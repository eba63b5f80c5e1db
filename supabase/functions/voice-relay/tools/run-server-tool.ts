import { log } from '../../_shared/log.ts'
import type { ServerTool, ToolContext, ToolResult } from '../../_shared/tools/server-tool.ts'

/** Somebody waits on the phone. */
export const TOOL_WITHIN_MS = 10_000

const TOO_SLOW = 'The tool took too long and was given up. Say that this did not work, and do not guess the answer.'
const BROKEN = 'The tool failed. Say that this did not work, and do not guess the answer.'

/**
 * Runs a tool within a time. Whatever goes wrong is told to the model by the
 * output; nothing is thrown.
 */
export async function runServerTool(
  tool: ServerTool,
  args: Record<string, unknown>,
  context: ToolContext,
  withinMs = TOOL_WITHIN_MS,
): Promise<ToolResult> {
  const timeout = AbortSignal.timeout(withinMs)
  const signal = AbortSignal.any([context.signal, timeout])
  const { promise: givenUp, resolve } = Promise.withResolvers<ToolResult>()
  signal.addEventListener('abort', () => resolve(failed(TOO_SLOW)), { once: true })
  try {
    return await Promise.race([tool.run(args, { ...context, signal }), givenUp])
  } catch (error) {
    log('error', 'server_tool_failed', { call_id: context.callId, tool: tool.name, cause: String(error) })
    return failed(BROKEN)
  }
}

function failed(output: string): ToolResult {
  return { status: 'failed', output, citations: [] }
}
