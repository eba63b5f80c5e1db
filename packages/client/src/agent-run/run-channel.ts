import type { RealtimeChannel, SupabaseClient } from '@supabase/supabase-js'
import type { LiveRunEvent } from './apply-run-event.ts'
import { parseRunEvent } from './parse-run-event.ts'

/** The private channel of one run, `run:<id>`: pieces of text between two stored events. Open until `close`. */
export class RunChannel {
  readonly #supabase: Pick<SupabaseClient, 'channel' | 'removeChannel' | 'realtime'>
  readonly #channel: RealtimeChannel
  #closed = false

  constructor(
    supabase: Pick<SupabaseClient, 'channel' | 'removeChannel' | 'realtime'>,
    runId: string,
    onEvent: (event: LiveRunEvent) => void,
  ) {
    this.#supabase = supabase
    this.#channel = supabase.channel(`run:${runId}`, { config: { private: true } })
    this.#channel.on('broadcast', { event: '*' }, ({ payload }) => {
      const event = parseRunEvent(payload)
      if (event && !this.#closed) onEvent(event)
    })
    void supabase.realtime.setAuth().then(() => this.#closed || this.#channel.subscribe())
  }

  close(): void {
    if (this.#closed) return
    this.#closed = true
    void this.#supabase.removeChannel(this.#channel)
  }
}
