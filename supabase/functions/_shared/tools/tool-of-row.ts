import { databaseToolConfig, httpToolConfig } from '@parley/shared/tools.ts'
import { callTable } from './database/call-table.ts'
import { guardedTool, type ToolWork } from './guarded-tool.ts'
import type { ServerTool } from './server-tool.ts'
import type { ToolRow } from './tool-row.ts'

/**
 * The tool that a row of `ai.tools` describes.
 *
 * @throws {z.ZodError} a config that the database should not have taken
 */
export function toolOfRow(row: ToolRow): ServerTool {
  const tool = {
    name: row.name,
    description: row.description,
    parameters: row.parameters as Record<string, unknown>,
    toolId: row.id,
    needsApproval: row.needs_approval,
    repeatable: row.repeatable,
  }
  return guardedTool(tool, row.kind === 'http' ? httpWork(row) : databaseWork(row))
}

function databaseWork({ config, repeatable }: ToolRow): ToolWork {
  const parsed = databaseToolConfig.parse(config)
  return (args, context) => callTable(parsed, args, context, repeatable)
}

/** What talks HTTP is loaded when the first such tool is called: most workers never need it. */
function httpWork({ id, config }: ToolRow): ToolWork {
  const parsed = httpToolConfig.parse(config)
  return async (args, context) => {
    const { callEndpoint } = await import('./http/call-endpoint.ts')
    return await callEndpoint({ id, ...parsed }, args, context)
  }
}
