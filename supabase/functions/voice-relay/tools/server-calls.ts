import { log } from '../../_shared/log.ts'
import type { ServerTool, ToolContext, ToolResult } from '../../_shared/tools/server-tool.ts'
import type { ConversationItem, ProviderEvent } from '../provider/provider-events.ts'
import type { ResponseSequencer } from '../provider/response-sequencer.ts'
import { countToolCall } from '../segment/worker-life.ts'
import type { Transcript } from '../transcript/transcript.ts'
import type { StoredRow } from '../transcript/transcript-row.ts'
import type { CallToolStore } from './call-tool-store.ts'
import { parseArguments } from './parse-arguments.ts'
import { ToolCall } from './tool-call.ts'
import type { ToolOutputs } from './tool-outputs.ts'
import { TOOL_WORDS } from './tool-words.ts'

/** So many calls may follow one another before the caller says anything; then the model has to answer. */
const MAX_IN_A_ROW = 8
/** Decisions of people are looked for with every so manieth tick of a second. */
const LOOK_EVERY_TICKS = 2

const NO_OBJECT = 'The arguments are no JSON object. Call the tool again with arguments that fit its parameters.'

type ServerCallsOptions = {
  tools: readonly ServerTool[]
  /** For whom they run, proven by the call's ticket. */
  context: Pick<ToolContext, 'personId' | 'agentId' | 'organizationId' | 'callId'>
  store: CallToolStore
  transcript: Pick<Transcript, 'answerCall'>
  outputs: ToolOutputs
  responses: Pick<ResponseSequencer, 'request'>
  /** The provider hears the caller, and will answer what they say with all that is known by then. */
  callerSpeaks(): boolean
}

/** A call as the model made it. */
type Made = { name: string; callId: string; itemId: string; args: string }

/**
 * The calls of tools that the server runs, in this segment: each is run, or waits for its person; the model gets what
 * comes of it, and an answer is asked for, once for all that ran together. The client never answers one. What was not
 * over when its worker went is gone on with by the next one.
 */
export class ServerCalls {
  #options: ServerCallsOptions
  #tools: Map<string, ServerTool>
  #calls = new Map<string, ToolCall>()
  #inARow = 0
  #ticks = 0
  #looking = false

  constructor(options: ServerCallsOptions) {
    this.#options = options
    this.#tools = new Map(options.tools.map((tool) => [tool.name, tool]))
  }

  /** Tools are at work whose output the model waits for; an answer will be asked for when they are done. */
  get atWork(): boolean {
    return this.#calls.values().some(({ state, isAsked }) => !isAsked && state !== 'over' && state !== 'left')
  }

  runs(name: string): boolean {
    return this.#tools.has(name)
  }

  apply(event: ProviderEvent): void {
    if (event.type === 'conversation.item.added' && event.item.role === 'user') this.#inARow = 0
    if (event.type !== 'response.output_item.done') return
    const made = madeCall(event.item)
    if (made !== null && this.#tools.has(made.name)) this.#start(made, { isStored: false, isAsked: false })
  }

  /** Goes on with what earlier workers left unfinished. */
  resume(rows: readonly StoredRow[]): void {
    for (const { item_id: itemId, tool } of rows) {
      if (tool?.server !== true || (tool.output !== undefined && tool.waits !== true)) continue
      const made = { name: tool.name, callId: tool.call_id, itemId, args: tool.arguments }
      this.#start(made, { isStored: true, isAsked: tool.waits === true })
    }
  }

  /** Rows of the transcript are stored. */
  stored(itemIds: readonly string[]): void {
    for (const call of this.#calls.values()) if (itemIds.includes(call.itemId)) void call.stored()
  }

  /** Every second: looks now and then whether somebody has decided. */
  tick(): void {
    this.#ticks += 1
    if (this.#ticks % LOOK_EVERY_TICKS === 0 && !this.#looking) void this.#look()
  }

  /** The segment lets go: what is not over is left to the next worker, or to nobody. */
  stop(): void {
    for (const call of this.#calls.values()) call.leave()
    this.#calls.clear()
  }

  #start(made: Made, known: { isStored: boolean; isAsked: boolean }): void {
    if (this.#calls.has(made.callId)) return
    this.#inARow += 1
    const tool = this.#tools.get(made.name)
    const args = parseArguments(made.args)
    if (tool === undefined) this.#tell(made.callId, failed(TOOL_WORDS.gone))
    else if (args === null) this.#tell(made.callId, failed(NO_OBJECT))
    else this.#open({ ...made, ...known, tool, args })
  }

  #open(of: Pick<Made, 'callId' | 'itemId'> & { tool: ServerTool; args: Record<string, unknown> } & Known): void {
    const { context, store } = this.#options
    const call = new ToolCall({
      ...of,
      context,
      store,
      onWaiting: (waiting) => this.#tell(waiting.callId, { ...failed(TOOL_WORDS.waiting), waits: true }),
      onSettled: (settled, result) => this.#settled(settled, result),
    })
    this.#calls.set(of.callId, call)
    countToolCall()
    void call.open()
  }

  #settled(call: ToolCall, result: ToolResult): void {
    if (call.isAsked) this.#tellLate(call, result)
    else this.#tell(call.callId, result)
  }

  /** The model has gone on meanwhile, and is told of the call anew. */
  #tellLate(call: ToolCall, result: ToolResult): void {
    this.#options.transcript.answerCall(call.callId, result)
    this.#options.outputs.tellLate(call, result.output)
    if (!this.#options.callerSpeaks()) this.#ask()
  }

  #tell(callId: string, result: ToolResult & { waits?: true }): void {
    this.#options.transcript.answerCall(callId, result)
    this.#options.outputs.tell(callId, result.output)
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

  async #look(): Promise<void> {
    const waiting = [...this.#calls.values()].filter(({ state }) => state === 'waiting').map(({ callId }) => callId)
    if (waiting.length === 0) return
    this.#looking = true
    try {
      for (const row of await this.#options.store.find(waiting)) void this.#calls.get(row.callId)?.looked(row)
    } catch (error) {
      log('warn', 'decisions_not_read', { call_id: this.#options.context.callId, cause: String(error) })
    } finally {
      this.#looking = false
    }
  }
}

type Known = { isStored: boolean; isAsked: boolean }

function madeCall(item: ConversationItem): Made | null {
  const { id, call_id, name = '', arguments: args = '' } = item
  if (item.type !== 'function_call' || item.status !== 'completed' || id === undefined || call_id === undefined)
    return null
  return { name, callId: call_id, itemId: id, args }
}

function failed(output: string): ToolResult {
  return { status: 'failed', output, citations: [] }
}
