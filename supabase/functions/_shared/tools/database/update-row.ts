import { ToolFault } from '../tool-fault.ts'
import { tableFault } from './table-fault.ts'
import type { TableCall } from './table-of.ts'

/** Changes the row with the argument `id`, if the person may and it is the organisation's. */
export async function updateRow({ table, args, context, signal }: TableCall): Promise<{ output: string }> {
  const { id, ...values } = args
  if (typeof id !== 'string' && typeof id !== 'number') throw new ToolFault('The argument id is missing: which row?')
  if (Object.keys(values).length === 0) throw new ToolFault('Nothing is to be changed. Give at least one value.')
  const { data, error } = await table
    .update(values)
    .eq('id', id)
    .eq('organization_id', context.organizationId)
    .select('id')
    .abortSignal(signal)
  if (error) throw tableFault(error)
  if (data.length === 0) throw new ToolFault('There is no such row, or it may not be changed.')
  return { output: 'Done.' }
}
