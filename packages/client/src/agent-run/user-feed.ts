import type { RealtimeChannel, SupabaseClient } from '@supabase/supabase-js'
import { EventEmitter } from '../event-emitter.ts'
import type { LiveRunEvent } from './apply-run-event.ts'
import { parseRunEvent } from './parse-run-event.ts'

/** What a {@link UserFeed} tells. */
export type UserFeedEvents = {
  /** Something was stored about a run of this person. */
  event: LiveRunEvent
  /** Something was stored about a run that was too large to be told: its row says what. */
  missed: { runId: string }
  /** Something changed about what waits for this person: `approval.requested`, `approval.decided`. */
  approval: { event: string }
  /** The feed stands. What happened before, or while it was away, is in the rows: read them. */
  connected: undefined
}

/**
 * The private channel of a person, `user:<id>`: what happens in their runs, on whatever device they were begun. One a
 * page; every {@link AgentRun} of the page listens to it.
 */
export class UserFeed extends EventEmitter<UserFeedEvents> {
  readonly #supabase: Pick<SupabaseClient, 'channel' | 'removeChannel' | 'realtime'>
  readonly #userId: string
  #channel: RealtimeChannel | null = null

  constructor(supabase: Pick<SupabaseClient, 'channel' | 'removeChannel' | 'realtime'>, userId: string) {
    super()
    this.#supabase = supabase
    this.#userId = userId
  }

  /** Listens until `close`. The connection is kept, and mended, by supabase-js. */
  open(): void {
    if (this.#channel) return
    const channel = this.#supabase.channel(`user:${this.#userId}`, { config: { private: true } })
    this.#channel = channel
    channel.on('broadcast', { event: '*' }, ({ event, payload }) => this.#take(event, payload))
    // A private channel is refused to a socket that has no token yet.
    void this.#supabase.realtime.setAuth().then(() => {
      if (this.#channel !== channel) return
      channel.subscribe((status) => status === 'SUBSCRIBED' && this.emit('connected', undefined))
    })
  }

  async close(): Promise<void> {
    const channel = this.#channel
    this.#channel = null
    if (channel) await this.#supabase.removeChannel(channel)
  }

  #take(name: string, payload: unknown): void {
    if (name.startsWith('approval.')) {
      this.emit('approval', { event: name })
      return
    }
    const event = parseRunEvent(payload)
    const runId = (payload as { run_id?: unknown } | null)?.run_id
    if (event) this.emit('event', event)
    else if (typeof runId === 'string') this.emit('missed', { runId })
  }
}
