import { checkArguments } from '../../_shared/tools/check-arguments.ts'
import type { ServerTool } from '../../_shared/tools/server-tool.ts'
import type { ModelToolCall } from '../model/chat-message.ts'
import type { SavedToolCall } from '../queue/saved-step.ts'
import type { RunTools } from './run-work.ts'

/** A call as it is to be stored; with a fault, it is not made, and the model is told why. */
export type PlannedToolCall = SavedToolCall & { fault: string | null }

/** What a model called, as calls of functions that there are, with arguments that they take. */
export function planToolCalls(calls: ModelToolCall[], tools: RunTools): PlannedToolCall[] {
  const taken = new Set<string>()
  return calls.map((call) => {
    const provider_call_id = freeId(call.id, taken)
    const parsed = parseArguments(call.arguments)
    const server = tools.server.get(call.name)
    const client = tools.client.has(call.name)
    const fault = parsed.fault ?? faultOf(parsed.value, server, client)
    return {
      id: crypto.randomUUID(),
      provider_call_id,
      name: call.name.slice(0, 200),
      arguments: parsed.value,
      tool_id: server?.toolId ?? null,
      needs_approval: fault === null && (server?.needsApproval ?? false),
      client: fault === null && client,
      repeatable: fault !== null || (server?.repeatable ?? false),
      fault,
    }
  })
}

/** Checked here too, so that nobody is asked to approve what could not be done. */
function faultOf(args: Record<string, unknown>, server: ServerTool | undefined, client: boolean): string | null {
  if (!server) return client ? null : 'There is no function of this name.'
  const fault = checkArguments(server.parameters, args)
  return fault === null ? null : `The arguments do not fit. ${fault} Mend them and call ${server.name} again.`
}

/** Some providers give no ids, or one twice. */
function freeId(id: string, taken: Set<string>): string {
  const free = id === '' || id.length > 200 || taken.has(id) ? `call_${crypto.randomUUID()}` : id
  taken.add(free)
  return free
}

function parseArguments(text: string): { value: Record<string, unknown>; fault: string | null } {
  if (text.trim() === '') return { value: {}, fault: null }
  try {
    // The database stores no NUL.
    const value = JSON.parse(text.replaceAll('\\u0000', ''))
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { value, fault: null }
  } catch {
    // The model is told.
  }
  return { value: {}, fault: 'The arguments are no JSON object.' }
}
