import type { DatabaseToolConfig } from '@parley/shared/tools.ts'
import { agentUser } from '../agent-user.ts'
import type { ToolContext } from '../server-tool.ts'
import { ToolFault } from '../tool-fault.ts'
import { insertRow } from './insert-row.ts'
import { selectRows } from './select-rows.ts'
import { tableOf } from './table-of.ts'
import { updateRow } from './update-row.ts'

const WITHIN_MS = 10_000

/**
 * Reads or writes a table as the person, by a token that says that their agent does it: row level security holds, and
 * policies by `is_ai()` on top of it. Only rows of the organisation that the tool belongs to are reached, whatever else
 * the person may reach.
 *
 * @param namesRow An insert takes the tool call's id for the row's, so that a second one finds the first.
 * @throws {ToolFault}
 */
export async function callTable(
  config: DatabaseToolConfig,
  args: Record<string, unknown>,
  context: ToolContext,
  namesRow: boolean,
): Promise<{ output: string }> {
  refuseOthers(config, args)
  const signal = AbortSignal.any([context.signal, AbortSignal.timeout(WITHIN_MS)])
  const call = { table: tableOf(await agentUser(context), config), config, args, context, signal }
  if (config.verb === 'select') return await selectRows(call)
  if (config.verb === 'insert') return await insertRow(call, namesRow)
  return await updateRow(call)
}

/** Arguments that the config does not know are refused, also where the tool's schema lets them through. */
function refuseOthers({ verb, columns, filters }: DatabaseToolConfig, args: Record<string, unknown>): void {
  const known = new Set(
    verb === 'select'
      ? [...filters.map(({ argument }) => argument), 'limit']
      : [...columns, ...(verb === 'update' ? ['id'] : [])],
  )
  const other = Object.keys(args).find((name) => !known.has(name))
  if (other !== undefined)
    throw new ToolFault(`There is no argument ${other.slice(0, 64)}. These are: ${[...known].join(', ')}.`)
}
