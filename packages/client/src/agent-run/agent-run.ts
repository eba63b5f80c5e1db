import type { ApprovalDecision } from '@parley/shared/agent-run'
import type { ContextItem } from '@parley/shared/context-item'
import type { SupabaseClient } from '@supabase/supabase-js'
import { EventEmitter } from '../event-emitter.ts'
import { onPageWake } from '../on-page-wake.ts'
import { reconnectBackoff } from '../reconnect-backoff.ts'
import { readEventStream } from './read-event-stream.ts'
import { readRunEvents } from './read-run-events.ts'
import { openAgentRunStream, requestAgentRun } from './request-agent-run.ts'
import { RunChannel } from './run-channel.ts'
import { RunError, runErrorOf } from './run-error.ts'
import { RunLog } from './run-log.ts'
import { isOver, NEW_RUN, type RunState } from './run-state.ts'
import { RUN_TIMING, type RunTiming } from './run-timing.ts'
import type { UserFeed } from './user-feed.ts'

export type AgentRunOptions = {
  /** A client with a signed-in user. */
  supabase: SupabaseClient
  /** The page's feed, open; it is the caller's to close. */
  feed: UserFeed
  /** What is known of the run, from rows. */
  state?: RunState
  /** For tests that cannot wait. */
  timing?: Partial<RunTiming>
}

/** A message of a person to an agent. */
export type StartRun = {
  agentId: string
  text: string
  /** Left out: a new session. */
  sessionId?: string
  /** The working copy of the agent, for owners and admins. */
  draft?: boolean
  /** Given, an empty list too: the agent answers from these and has no search of its own. */
  contextItems?: ContextItem[]
  /** Only these sources are searched. */
  sourceIds?: string[]
}

/** What an `AgentRun` tells its page. */
export type AgentRunEvents = {
  change: RunState
  /** The connection: `broken` while nothing live comes in. What happens meanwhile is caught up with. */
  connection: 'live' | 'broken'
}

/**
 * One run of an agent, as this page sees it: begun here, or followed that another device began. `state` is all of it;
 * `change` tells of the next one. Whichever way events come (the stream of its start, the person's feed, the run's
 * channel, rows), they are put in order once, so every device ends with the same state. Methods that a person triggers
 * reject with a {@link RunError}; a broken connection is mended and rejects nothing.
 *
 * @example
 * const run = new AgentRun({ supabase, feed })
 * run.on('change', ({ steps }) => render(steps))
 * await run.start({ agentId, text: 'When do you open?' })
 */
export class AgentRun extends EventEmitter<AgentRunEvents> {
  readonly #options: AgentRunOptions
  readonly #timing: RunTiming
  readonly #stops: (() => void)[] = []
  readonly #log: RunLog
  #stream: AbortController | null = null
  #channel: RunChannel | null = null
  #closed = false

  constructor(options: AgentRunOptions) {
    super()
    this.#options = options
    this.#timing = { ...RUN_TIMING, ...options.timing }
    this.#log = new RunLog({
      state: options.state ?? NEW_RUN,
      timing: this.#timing,
      readRows: (runId, after) => readRunEvents(options.supabase, runId, after),
      onChange: (state) => this.#changed(state),
      onRows: (read) => this.emit('connection', read ? 'live' : 'broken'),
    })
  }

  get state(): RunState {
    return this.#log.state
  }

  get runId(): string | null {
    return this.#log.state.runId
  }

  /**
   * Sends the message. Resolves when the run is there; what it does then is told by `change`. Sent again by itself when
   * nobody answered: that is one run all the same.
   *
   * @throws RunError when it is refused, or after several attempts in vain
   */
  async start({ agentId, sessionId, contextItems, sourceIds, text, draft }: StartRun): Promise<void> {
    const input = {
      action: 'start' as const,
      agent_id: agentId,
      text,
      idempotency_key: crypto.randomUUID(),
      ...(draft ? { draft } : {}),
      ...(sessionId ? { session_id: sessionId } : {}),
      ...(contextItems ? { context_items: contextItems } : {}),
      ...(sourceIds ? { source_ids: sourceIds } : {}),
    }
    await this.#admit((signal) => openAgentRunStream(this.#options.supabase, input, signal))
  }

  /** Follows a run that is there: what happened from rows, what happens live. */
  async follow(runId: string | null = this.runId): Promise<void> {
    if (runId === null || this.#closed) return
    this.#log.name(runId)
    this.#listen()
    this.#joinChannel()
    await this.#log.readRows()
  }

  /** Asks the run to stop. Its end comes as an event. */
  async cancel(): Promise<void> {
    await requestAgentRun(this.#options.supabase, { action: 'cancel', run_id: this.#known() })
  }

  /** Goes on with a run that failed, after the last step that is complete. */
  async retry(): Promise<void> {
    const input = { action: 'retry' as const, run_id: this.#known() }
    await this.#admit((signal) => openAgentRunStream(this.#options.supabase, input, signal))
  }

  /** Decides a tool call that waits for a person. `arguments`: with these in place of the model's. */
  async decide(approvalId: string, decision: ApprovalDecision, changed?: Record<string, unknown>): Promise<void> {
    await requestAgentRun(this.#options.supabase, {
      action: 'decide',
      approval_id: approvalId,
      decision,
      ...(changed ? { arguments: changed } : {}),
    })
  }

  /** Answers a function that runs in this client. */
  async answerFunction(toolCallId: string, output: string): Promise<void> {
    await requestAgentRun(this.#options.supabase, { action: 'output', tool_call_id: toolCallId, output })
  }

  /** Stops listening. The run goes on without this page. */
  close(): void {
    this.#closed = true
    this.#log.close()
    this.#stream?.abort()
    this.#stream = null
    this.#leaveChannel()
    for (const stop of this.#stops.splice(0)) stop()
  }

  /** Opens a stream that a person asked for: nobody answered is tried again, a refusal is theirs to read. */
  async #admit(open: (signal: AbortSignal) => Promise<Response>, attempt = 1): Promise<void> {
    const controller = new AbortController()
    this.#stream?.abort()
    this.#stream = controller
    const admitted = Promise.withResolvers<void>()
    try {
      const response = await open(controller.signal)
      this.#listen()
      void this.#readStream(response, controller, admitted)
      await admitted.promise
    } catch (error) {
      const problem = await runErrorOf(error)
      if (this.#closed || !problem.passing || attempt >= this.#timing.attempts) {
        this.#stream = null
        throw problem
      }
      await new Promise((resolve) => setTimeout(resolve, reconnectBackoff(attempt) * this.#timing.pace))
      return await this.#admit(open, attempt + 1)
    }
  }

  /** @param attempt how often the stream was opened in vain before */
  async #readStream(
    response: Response,
    controller: AbortController,
    admitted: PromiseWithResolvers<void>,
    attempt = 0,
  ): Promise<void> {
    let attempts = attempt
    try {
      for await (const event of readEventStream(response)) {
        this.#log.take(event)
        admitted.resolve()
        attempts = 0
      }
    } catch {
      // Broken: mended below as one that the server closed.
    }
    admitted.reject(new RunError('network_unreachable'))
    admitted.promise.catch(() => {})
    if (this.#stream !== controller) return
    this.#stream = null
    if (!this.#closed && this.runId !== null && !isOver(this.state)) await this.#reopen(attempts + 1)
  }

  /**
   * After a stream that ended before its run. A run that waits may do so for a day: the channel is enough. Else the
   * stream is opened again from the last event that is here; where that fails, rows and the channel still tell.
   */
  async #reopen(attempt: number): Promise<void> {
    this.#joinChannel()
    await this.#log.readRows()
    if (this.state.status === 'waiting' || attempt > this.#timing.attempts) return
    await new Promise((resolve) => setTimeout(resolve, reconnectBackoff(attempt) * this.#timing.pace))
    if (this.#closed || this.#stream || isOver(this.state)) return
    const controller = new AbortController()
    this.#stream = controller
    try {
      const input = { action: 'stream' as const, run_id: this.#known(), after: this.state.lastSeq }
      const response = await openAgentRunStream(this.#options.supabase, input, controller.signal)
      this.#leaveChannel()
      await this.#readStream(response, controller, Promise.withResolvers(), attempt)
    } catch {
      if (this.#stream === controller) this.#stream = null
      if (!this.#closed) await this.#reopen(attempt + 1)
    }
  }

  /** To the feed, and to what may have been missed. Once. */
  #listen(): void {
    if (this.#stops.length > 0 || this.#closed) return
    const { feed } = this.#options
    this.#stops.push(
      feed.on('event', (event) => event.run_id === this.runId && this.#log.take(event)),
      feed.on('missed', ({ runId }) => void (runId === this.runId && this.#log.readRows())),
      feed.on('connected', () => void this.#log.readRows()),
      onPageWake(() => void this.#log.readRows()),
    )
    this.#log.watch()
  }

  #changed(state: RunState): void {
    this.emit('change', state)
    // Over, it may still be retried on another device: of that the feed tells, which stays.
    if (isOver(state)) this.#leaveChannel()
    else if (!this.#stream && this.#stops.length > 0) this.#joinChannel()
  }

  #joinChannel(): void {
    const { runId } = this
    if (this.#channel || runId === null || this.#closed || isOver(this.state)) return
    this.#channel = new RunChannel(this.#options.supabase, runId, (event) => this.#log.take(event))
  }

  #leaveChannel(): void {
    this.#channel?.close()
    this.#channel = null
  }

  #known(): string {
    if (this.runId === null) throw new Error('The run has not begun.')
    return this.runId
  }
}
