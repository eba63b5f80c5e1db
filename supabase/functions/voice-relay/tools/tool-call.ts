import { asParleyError } from '../../_shared/error-response.ts'
import { log } from '../../_shared/log.ts'
import type { ServerTool, ToolContext, ToolResult } from '../../_shared/tools/server-tool.ts'
import type { CallToolStore, StoredToolCall } from './call-tool-store.ts'
import { runServerTool } from './run-server-tool.ts'
import { nextToolCallState, type ToolCallSignal, type ToolCallState } from './tool-call-state.ts'
import { TOOL_WORDS } from './tool-words.ts'

type ToolCallOptions = {
  tool: ServerTool
  /** The provider's name for the call, and for the item that it is. */
  callId: string
  itemId: string
  args: Record<string, unknown>
  context: Omit<ToolContext, 'toolCallId' | 'signal'>
  store: Pick<CallToolStore, 'open' | 'begin' | 'finish' | 'find'>
  /** The transcript has the call, so that no other worker lets the model make it anew. */
  isStored: boolean
  /** The model has been told already that the call waits for its person. */
  isAsked: boolean
  /** It waits for its person from now on. */
  onWaiting(call: ToolCall): void
  /** What came of it. Once. */
  onSettled(call: ToolCall, result: ToolResult): void
}

/**
 * One call of a tool that the server runs. The database says what is done: its row is there before the tool runs, a person
 * decides on it where that is needed, and what must not be run twice is begun only once the transcript has the call, and
 * never again when nobody knows what came of it.
 */
export class ToolCall {
  readonly callId: string
  readonly itemId: string
  readonly name: string
  #options: ToolCallOptions
  #state: ToolCallState = 'opening'
  #id = ''
  #args: Record<string, unknown>
  #isStored: boolean
  #isAsked: boolean
  #left = new AbortController()

  constructor(options: ToolCallOptions) {
    this.#options = options
    this.callId = options.callId
    this.itemId = options.itemId
    this.name = options.tool.name
    this.#args = options.args
    this.#isStored = options.isStored
    this.#isAsked = options.isAsked
  }

  get state(): ToolCallState {
    return this.#state
  }

  /** The model has gone on without what comes of it. */
  get isAsked(): boolean {
    return this.#isAsked
  }

  get args(): Record<string, unknown> {
    return this.#args
  }

  /** Writes the call down, or finds what became of it, and goes on from there. */
  open(): Promise<void> {
    return this.#guarded(async () => {
      const { store, tool, callId } = this.#options
      const row = await store.open(tool, { callId, args: this.#args })
      this.#id = row.id
      await this.#goOn(row.status)
    })
  }

  /** The transcript has the call. */
  stored(): Promise<void> {
    this.#isStored = true
    return this.#guarded(async () => {
      if (this.#state === 'held') await this.#run()
    })
  }

  /** What its row says now, while it waits. */
  looked(row: StoredToolCall): Promise<void> {
    return this.#guarded(async () => {
      if (this.#state !== 'waiting' || row.status === 'approval') return
      this.#args = row.args
      await this.#goOn(row.status)
    })
  }

  /** The segment lets go of it. */
  leave(): void {
    if (this.#signal('leave')) this.#left.abort()
  }

  async #goOn(status: StoredToolCall['status']): Promise<void> {
    if (status === 'approval') this.#wait()
    else if (status === 'pending' && !this.#options.tool.repeatable && !this.#isStored) this.#signal('hold')
    else if (status === 'pending' || status === 'running') await this.#run()
    else await this.#tellOutcome()
  }

  #wait(): void {
    if (!this.#signal('wait') || this.#isAsked) return
    this.#isAsked = true
    this.#options.onWaiting(this)
  }

  async #run(): Promise<void> {
    if (!this.#signal('run')) return
    const { store, tool, context } = this.#options
    if ((await store.begin(this.#id)) === 'unknown') return this.#conclude('unknown')
    const begunAt = performance.now()
    const running = { ...context, toolCallId: this.#id, signal: this.#left.signal }
    const result = await runServerTool(tool, this.#args, running)
    if (this.#settle(result)) await store.finish(this.#id, result, performance.now() - begunAt)
  }

  /** It is over already: decided against, or done by another worker. */
  async #tellOutcome(): Promise<void> {
    const [row] = await this.#options.store.find([this.callId])
    if (row === undefined || row.status === 'cancelled') this.leave()
    else if (row.output === null) await this.#conclude(row.status === 'unknown' ? 'unknown' : 'refused')
    else
      this.#settle({ status: row.status === 'done' ? 'done' : 'failed', output: row.output, citations: row.citations })
  }

  async #conclude(status: 'unknown' | 'refused'): Promise<void> {
    const result = { output: TOOL_WORDS[status], citations: [] }
    if (this.#settle({ status: 'failed', ...result }))
      await this.#options.store.finish(this.#id, { status, ...result }, 0)
  }

  #settle(result: ToolResult): boolean {
    if (!this.#signal('settled')) return false
    this.#options.onSettled(this, result)
    return true
  }

  /** What fails before the tool runs is told to the model; what fails after it only lacks its entry in the books. */
  async #guarded(step: () => Promise<void>): Promise<void> {
    try {
      await step()
    } catch (error) {
      const { code } = asParleyError(error)
      log('warn', 'tool_call_failed', { call_id: this.#options.context.callId, state: this.#state, code })
      if (code === 'segment_superseded') this.leave()
      else this.#settle({ status: 'failed', output: TOOL_WORDS.unopened, citations: [] })
    }
  }

  #signal(signal: ToolCallSignal): boolean {
    const next = nextToolCallState(this.#state, signal)
    if (next === undefined) return false
    this.#state = next
    return true
  }
}
