import { log } from '../log.ts'
import { capOutput } from './cap-output.ts'
import { checkArguments } from './check-arguments.ts'
import { quoteOutput } from './quote-output.ts'
import type { ServerTool, ToolContext, ToolResult } from './server-tool.ts'
import { ToolFault } from './tool-fault.ts'

/** What a tool does once its arguments fit. `isCut`: there was more than it has read. */
export type ToolWork = (
  args: Record<string, unknown>,
  context: ToolContext,
) => Promise<{ output: string; isCut?: boolean }>

/**
 * A tool that runs with arguments that fit its parameters only, whose output is capped and marked as content, and that
 * never throws: what goes wrong is told to the model as far as it was meant for it, and the rest is logged.
 *
 * @param work May throw {@link ToolFault}.
 */
export function guardedTool(tool: Omit<ServerTool, 'run'>, work: ToolWork): ServerTool {
  return { ...tool, run: (args, context) => run(tool, work, args, context) }
}

async function run(
  { name, toolId, parameters }: Omit<ServerTool, 'run'>,
  work: ToolWork,
  args: Record<string, unknown>,
  context: ToolContext,
): Promise<ToolResult> {
  try {
    const fault = checkArguments(parameters, args)
    if (fault !== null) return failed(`The arguments do not fit. ${fault} Mend them and call ${name} again.`)
    const { output, isCut } = await work(args, context)
    return { status: 'done', output: quoteOutput(name, capOutput(output, isCut)), citations: [] }
  } catch (error) {
    if (error instanceof ToolFault) return failed(error.message)
    log('error', 'tool_failed', { tool_id: toolId, tool_call_id: context.toolCallId, cause: String(error) })
    return failed('The tool failed. Say that this did not work, and do not guess the answer.')
  }
}

function failed(output: string): ToolResult {
  return { status: 'failed', output: capOutput(output), citations: [] }
}
