/**
 * What went wrong in a tool, in words for the model and for whoever tries the tool: what to do about it, without
 * addresses, keys and what else they need not know.
 */
export class ToolFault extends Error {
  override name = 'ToolFault'
}
