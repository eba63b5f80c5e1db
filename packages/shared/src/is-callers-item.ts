/** Whether an item of a Realtime conversation comes from the caller's side, so that it calls for an answer. */
export function isCallersItem(item: { type?: string; role?: string }): boolean {
  return item.type === 'function_call_output' || (item.type === 'message' && item.role === 'user')
}
