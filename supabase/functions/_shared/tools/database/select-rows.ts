import type { ToolFilter } from '@parley/shared/tools.ts'
import { ToolFault } from '../tool-fault.ts'
import { tableFault } from './table-fault.ts'
import type { TableCall } from './table-of.ts'

/** The rows that the person may read, by the tool's filters, as JSON. */
export async function selectRows({ table, config, args, context, signal }: TableCall): Promise<{ output: string }> {
  const limit =
    typeof args.limit === 'number' ? Math.min(Math.max(Math.trunc(args.limit), 1), config.limit) : config.limit
  let rows = table.select(config.columns.join(',')).eq('organization_id', context.organizationId)
  for (const { argument, column, operator } of config.filters) {
    const value = args[argument]
    if (value === undefined || value === null) continue
    rows =
      operator === 'contains'
        ? rows.ilike(column, anywhere(value))
        : rows.filter(column, operator, plain(value, argument))
  }
  const { data, error } = await rows.limit(limit).abortSignal(signal)
  if (error) throw tableFault(error)
  return { output: data.length === 0 ? 'No rows.' : data.map((row) => JSON.stringify(row)).join('\n') }
}

/** As a pattern that is found anywhere. `*` is a wildcard of the data API that nothing escapes: it stays one. */
function anywhere(value: unknown): string {
  return `%${String(value).replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`
}

function plain(value: unknown, argument: ToolFilter['argument']): string | number | boolean {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value
  throw new ToolFault(`The argument ${argument} must be a text, a number, true or false.`)
}
