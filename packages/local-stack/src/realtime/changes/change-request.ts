import { ChangeRequestError } from './change-request-error.ts'
import { parseRowFilters } from './parse-row-filters.ts'
import type { RowFilter } from './row-filter.ts'

/** What one `postgres_changes` binding of a client asks for. */
export interface ChangeRequest {
  event: '*' | 'INSERT' | 'UPDATE' | 'DELETE'
  schema: string
  table: string
  filters: RowFilter[]
  select: string[] | null
}

/**
 * Reads a binding as it came. Unknown keys are ignored.
 *
 * @throws ChangeRequestError
 */
export function changeRequest(binding: Record<string, unknown>): ChangeRequest {
  const { schema, table, filter } = binding
  if (!optionalText(schema) || !optionalText(table) || !optionalText(filter) || (!schema && !table)) {
    throw new ChangeRequestError(
      'No subscription params provided. Please provide at least a `schema` or `table` to subscribe to',
    )
  }
  const request = {
    event: eventOf(binding.event),
    schema: schema ?? 'public',
    table: table ?? '*',
    filters: parseRowFilters(filter ?? ''),
    select: columnsOf(binding.select),
  }
  if (request.select && (request.schema === '*' || request.table === '*')) {
    throw new ChangeRequestError(
      'Column selection is not supported for wildcard subscriptions. Provide an explicit schema and table name.',
    )
  }
  return request
}

function optionalText(value: unknown): value is string | undefined | null {
  return value === undefined || value === null || typeof value === 'string'
}

function eventOf(event: unknown): ChangeRequest['event'] {
  const name = typeof event === 'string' ? event.toUpperCase() : '*'
  return name === 'INSERT' || name === 'UPDATE' || name === 'DELETE' ? name : '*'
}

function columnsOf(select: unknown): string[] | null {
  if (select === undefined || select === null) return null
  if (!Array.isArray(select)) {
    throw new ChangeRequestError('Error parsing `select` params: expected a list of column name strings')
  }
  const columns = select.filter((column) => typeof column === 'string')
  return columns.length > 0 ? columns : null
}
