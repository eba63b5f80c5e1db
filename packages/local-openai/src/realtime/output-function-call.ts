import { createId } from './create-id.ts'
import { textTokens } from './estimate-tokens.ts'
import type { ResponseOutput } from './response-output.ts'

/** Calls a function of the client: one item, its arguments in one delta. */
export function outputFunctionCall(output: ResponseOutput, call: { name: string; arguments: string }): void {
  output.signal.throwIfAborted()
  output.spend('text', textTokens(call.name + call.arguments))
  const item = { id: createId('item'), type: 'function_call', name: call.name, call_id: createId('call') } as const
  const { entry, index } = output.open({ ...item, status: 'in_progress', arguments: '' })
  const place = { response_id: output.responseId, item_id: item.id, output_index: index, call_id: item.call_id }
  output.send({ type: 'response.function_call_arguments.delta', ...place, delta: call.arguments })
  output.send({ type: 'response.function_call_arguments.done', ...place, name: call.name, arguments: call.arguments })
  entry.item = { ...item, arguments: call.arguments }
  output.close(entry, index, 'completed')
}
