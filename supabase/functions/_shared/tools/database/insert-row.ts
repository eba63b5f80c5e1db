import { tableFault } from './table-fault.ts'
import type { TableCall } from './table-of.ts'

const DUPLICATE = '23505'

/** Makes one row of the organisation, and answers its id where the call gave it one. */
export async function insertRow(
  { table, args, context, signal }: TableCall,
  namesRow: boolean,
): Promise<{ output: string }> {
  const id = namesRow ? { id: context.toolCallId } : {}
  const { error } = await table.insert({ ...args, organization_id: context.organizationId, ...id }).abortSignal(signal)
  if (!error) return { output: namesRow ? `Done. The row's id is ${context.toolCallId}.` : 'Done.' }
  if (namesRow && error.code === DUPLICATE && (await isThere({ table, context, signal })))
    return { output: `Done before. The row's id is ${context.toolCallId}.` }
  throw tableFault(error)
}

/** Whether an earlier try of this call made its row: another unique column may be what is taken. */
async function isThere({ table, context, signal }: Pick<TableCall, 'table' | 'context' | 'signal'>): Promise<boolean> {
  const { data } = await table.select('id').eq('id', context.toolCallId).abortSignal(signal)
  return data?.length === 1
}
