import { AgentRun, type StartRun } from '@parley/client/agent-run/agent-run'
import type { LiveRunEvent } from '@parley/client/agent-run/apply-run-event'
import { isOver, NEW_RUN, type RunState } from '@parley/client/agent-run/run-state'
import { UserFeed } from '@parley/client/agent-run/user-feed'
import { supabase } from '@/lib/supabase.ts'

const NONE: readonly AgentRun[] = []
const startedAt = (run: AgentRun) => run.state.startedAt ?? Number.POSITIVE_INFINITY

/**
 * The runs that this page knows, by their session, with the person's feed that they listen to. Outside of any screen, so
 * that a run begun on one screen is there on the next. Made for `useSyncExternalStore`.
 */
export class RunStore {
  readonly #sessions = new Map<string, readonly AgentRun[]>()
  readonly #listeners = new Set<() => void>()
  /** Sessions on a screen now, and how often. */
  readonly #attended = new Map<string, number>()
  #feed: UserFeed | null = null
  #userId: string | null = null
  #stop: (() => void) | null = null

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Runs of a session in the order of their beginning; the same list while none is added. */
  runsOf(sessionId: string): readonly AgentRun[] {
    return this.#sessions.get(sessionId) ?? NONE
  }

  /** The feed of a person; another person's ends, with all that is known of their runs. */
  feedOf(userId: string): UserFeed {
    if (this.#feed && this.#userId === userId) return this.#feed
    this.forget()
    const feed = new UserFeed(supabase, userId)
    this.#userId = userId
    this.#feed = feed
    this.#stop = feed.on('event', (event) => this.#take(event))
    feed.open()
    return feed
  }

  /** Everything, when somebody signs out. */
  forget(): void {
    this.#stop?.()
    void this.#feed?.close()
    for (const run of [...this.#sessions.values()].flat()) run.close()
    this.#sessions.clear()
    this.#feed = null
    this.#userId = null
    this.#tell()
  }

  /** Takes what was read of a session's runs. One that is known stays, unless more was read of it. */
  hydrate(userId: string, sessionId: string, states: readonly RunState[]): void {
    const known = this.runsOf(sessionId)
    const read = states.map((state) => {
      const before = known.find(({ runId }) => runId === state.runId)
      const current = before && (!isOver(before.state) || before.state.lastSeq >= state.lastSeq)
      return current ? before : this.#newRun(userId, state)
    })
    const unread = known.filter(({ runId }) => !states.some((state) => state.runId === runId))
    this.#set(sessionId, [...read, ...unread])
    if (this.#attended.has(sessionId)) this.#followLive(sessionId)
  }

  /** A session is on a screen until the function that this answers is called: its runs are followed as long. */
  attend(sessionId: string): () => void {
    this.#attended.set(sessionId, (this.#attended.get(sessionId) ?? 0) + 1)
    this.#followLive(sessionId)
    return () => {
      const left = (this.#attended.get(sessionId) ?? 1) - 1
      if (left > 0) return void this.#attended.set(sessionId, left)
      this.#attended.delete(sessionId)
      // A screen that is drawn again at once attends again.
      setTimeout(() => this.#attended.has(sessionId) || this.#leave(sessionId), 0)
    }
  }

  /**
   * Sends a message. It is in its session at once, as a run that is still to be admitted; a session that is still to be
   * made has it as soon as it is there.
   *
   * @throws RunError when it is refused, or nobody answered
   */
  async start(userId: string, message: StartRun): Promise<AgentRun> {
    const { sessionId = null, agentId, text } = message
    const run = this.#newRun(userId, { ...NEW_RUN, sessionId, agentId, text, startedAt: Date.now() })
    if (sessionId) this.#add(sessionId, run)
    try {
      await run.start(message)
    } catch (error) {
      run.close()
      if (sessionId)
        this.#set(
          sessionId,
          this.runsOf(sessionId).filter((other) => other !== run),
        )
      throw error
    }
    // Rows that were read meanwhile, or a session that is new.
    if (run.state.sessionId) this.#add(run.state.sessionId, run)
    return run
  }

  #take(event: LiveRunEvent): void {
    const run = [...this.#sessions.values()].flat().find(({ runId }) => runId === event.run_id)
    // One that was over: it is retried, on whatever device.
    if (run) return void (event.type === 'run.resumed' && run.follow())
    if (event.type !== 'run.started' || !this.#userId || !this.#attended.has(event.data.session_id)) return
    const { session_id: sessionId } = event.data
    // This page's own, of which the stream tells as well.
    if (this.runsOf(sessionId).some(({ runId }) => runId === null)) return
    const started = this.#newRun(this.#userId, NEW_RUN)
    void started.follow(event.run_id)
    this.#add(sessionId, started)
  }

  #newRun(userId: string, state: RunState): AgentRun {
    return new AgentRun({ supabase: supabase as never, feed: this.feedOf(userId), state })
  }

  #followLive(sessionId: string): void {
    for (const run of this.runsOf(sessionId)) if (run.runId !== null && !isOver(run.state)) void run.follow()
  }

  #leave(sessionId: string): void {
    for (const run of this.runsOf(sessionId)) if (run.runId !== null) run.close()
    this.#set(
      sessionId,
      this.runsOf(sessionId).filter(({ runId }) => runId === null),
    )
  }

  #add(sessionId: string, run: AgentRun): void {
    const twice = this.runsOf(sessionId).filter((other) => other === run || (other.runId ?? run) === run.runId)
    for (const other of twice) if (other !== run) other.close()
    this.#set(sessionId, [...this.runsOf(sessionId).filter((other) => !twice.includes(other)), run])
  }

  #set(sessionId: string, runs: readonly AgentRun[]): void {
    this.#sessions.set(
      sessionId,
      [...runs].sort((one, other) => startedAt(one) - startedAt(other)),
    )
    this.#tell()
  }

  #tell(): void {
    for (const listener of this.#listeners) listener()
  }
}

/** The app's. */
export const runStore = new RunStore()
