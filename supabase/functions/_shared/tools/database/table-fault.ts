import { log } from '../../log.ts'
import { ToolFault } from '../tool-fault.ts'

type DatabaseError = { code?: string; message: string }

/** What the data API says against a call, for the model. Only what speaks of the given values is passed on. */
export function tableFault({ code, message }: DatabaseError): ToolFault {
  if (code === '42501') return new ToolFault('This is not allowed to an agent for this person. Do not try it again.')
  // values that do not fit: types (22) and constraints (23)
  if (code?.startsWith('22') || code?.startsWith('23')) return new ToolFault(`The values do not fit: ${message}.`)
  log('warn', 'table_tool_failed', { code, cause: message })
  return new ToolFault('The table could not be used. Say that this did not work, and do not guess the answer.')
}
