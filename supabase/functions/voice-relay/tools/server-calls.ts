import type { ServerTool, ToolContext, ToolResult } from '../../_shared/tools/server-tool.ts'
import type { ConversationItem, ProviderEvent } from '../provider/provider-events.ts'
import type { ProviderSession } from '../provider/provider-session.ts'
import type { ResponseSequencer } from '../provider/response-sequencer.ts'
import type { Transcript } from '../transcript/transcript.ts'
import type { StoredRow } from '../transcript/transcript-row.ts'
import { runServerTool } from './run-server-tool.ts'

/** So many calls may follow one another before the caller says anything; then the model has to answer. */
const MAX_IN_A_ROW = 8

const NOT_THERE = 'This tool is not available any more. Say that this did not work.'

type ServerCallsOptions = {
  tools: readonly ServerTool[]
  /** For whom they run, proven by the call's ticket. */
  context: Pick<ToolContext, 'personId' | 'agentId' | 'organizationId' | 'callId'>
  transcript: Pick<Transcript, 'answerCall'>
  provider: Pick<ProviderSession, 'sendJson'>
  responses: Pick<ResponseSequencer, 'request' | 'sent'>
  /** The provider hears the caller, and will answer what they say with all that is known by then. */
  callerSpeaks(): boolean
}

/** What a call of a tool is known by. */
type Call = { name: string; callId: string; args: string }

/**
 * The calls of tools that the server runs, in this segment: runs each, gives the model its output, and asks for the
 * answer, once for all that ran together. The client never answers one. A call that was running when its worker went is
 * run by the next one.
 */
export class ServerCalls {
  #options: ServerCallsOptions
  #tools: Map<string, ServerTool>
  #running = new Map<string, AbortController>()
  #inARow = 0

  constructor(options: ServerCallsOptions) {
    this.#options = options
    this.#tools = new Map(options.tools.map((tool) => [tool.name, tool]))
  }

  /** Tools are running whose output an answer will be asked for with. */
  get atWork(): boolean {
    return this.#running.size > 0
  }

  runs(name: string): boolean {
    return this.#tools.has(name)
  }

  apply(event: ProviderEvent): void {
    if (event.type === 'conversation.item.added' && event.item.role === 'user') this.#inARow = 0
    if (event.type !== 'response.output_item.done') return
    const call = callOf(event.item)
    if (call !== null && this.#tools.has(call.name)) void this.#run(call)
  }

  /** Goes on with what earlier workers left unfinished. */
  resume(rows: readonly StoredRow[]): void {
    for (const { tool } of rows) {
      if (tool?.server !== true || tool.output !== undefined) continue
      void this.#run({ name: tool.name, callId: tool.call_id, args: tool.arguments })
    }
  }

  /** The segment lets go: what is running is left to the next worker, or to nobody. */
  stop(): void {
    for (const controller of this.#running.values()) controller.abort()
    this.#running.clear()
  }

  async #run(call: Call): Promise<void> {
    if (this.#running.has(call.callId)) return
    const controller = new AbortController()
    this.#running.set(call.callId, controller)
    this.#inARow += 1
    const result = await this.#resultOf(call, controller.signal)
    if (!controller.signal.aborted) this.#answer(call, result)
  }

  async #resultOf({ name, args }: Call, signal: AbortSignal): Promise<ToolResult> {
    const tool = this.#tools.get(name)
    if (tool === undefined) return { status: 'failed', output: NOT_THERE, citations: [] }
    return await runServerTool(tool, args, { ...this.#options.context, toolCallId: crypto.randomUUID(), signal })
  }

  #answer({ callId }: Call, { output, citations }: ToolResult): void {
    const { transcript, provider, responses } = this.#options
    this.#running.delete(callId)
    const id = `item_${crypto.randomUUID().replaceAll('-', '').slice(0, 21)}`
    transcript.answerCall(callId, output, citations)
    responses.sent(id)
    const item = { id, type: 'function_call_output', call_id: callId, output }
    provider.sendJson({ type: 'conversation.item.create', item })
    if (!this.atWork && !this.#options.callerSpeaks()) this.#ask()
  }

  /** An answer. After too many calls in a row it has to be one in words. */
  #ask(): void {
    const enough = this.#inARow >= MAX_IN_A_ROW
    this.#options.responses.request({
      type: 'response.create',
      ...(enough ? { response: { tool_choice: 'none' } } : {}),
    })
  }
}

function callOf(item: ConversationItem): Call | null {
  if (item.type !== 'function_call' || item.status !== 'completed' || item.call_id === undefined) return null
  return { name: item.name ?? '', callId: item.call_id, args: item.arguments ?? '' }
}
