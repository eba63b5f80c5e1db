import type { StoredRunEvent } from '@parley/shared/agent-run'
import type { SupabaseClient } from '@supabase/supabase-js'

type Broadcast = { event: string; payload: unknown }
type Opened = { body: Record<string, unknown>; signal: AbortSignal | undefined }

/** The far side of runs in memory: a function that streams, rows, channels. Tests say what it does. */
export class ScriptedRuns {
  /** What `ai.run_events` has. */
  rows: StoredRunEvent[] = []
  rowsRead = 0
  /** Requests to `agent-run`, in order. */
  readonly requests: Opened[] = []
  /** Topics that are joined now. */
  readonly joined = new Map<string, (message: Broadcast) => void>()
  /** How the next requests are answered; left out: by an open stream. */
  readonly answers: (() => { data: unknown; error: unknown })[] = []
  #stream: ReadableStreamDefaultController<Uint8Array> | null = null

  /** Sends events on the stream that was opened last. */
  send(...events: readonly (Partial<StoredRunEvent> | { seq: null })[]): void {
    for (const event of events) {
      const id = 'seq' in event && event.seq ? `id: ${event.seq}\n` : ''
      this.#stream?.enqueue(new TextEncoder().encode(`${id}data: ${JSON.stringify(event)}\n\n`))
    }
  }

  closeStream(): void {
    this.#stream?.close()
  }

  breakStream(): void {
    this.#stream?.error(new TypeError('network error'))
  }

  broadcast(topic: string, ...events: readonly { type?: string }[]): void {
    for (const event of events) this.joined.get(topic)?.({ event: event.type ?? '', payload: event })
  }

  /** The client that reaches this far side. */
  get client(): SupabaseClient {
    return {
      auth: { getSession: async () => ({ data: { session: {} }, error: null }) },
      functions: { invoke: async (_: string, { body, signal }: Opened) => this.#answer({ body, signal }) },
      realtime: { setAuth: async () => {} },
      schema: () => ({ from: () => this.#query() }),
      channel: (topic: string) => this.#channel(topic),
      removeChannel: async ({ topic }: { topic: string }) => this.joined.delete(topic),
    } as unknown as SupabaseClient
  }

  #answer(request: Opened): { data: unknown; error: unknown } {
    this.requests.push(request)
    const answer = this.answers.shift()
    if (answer) return answer()
    if (!['start', 'stream', 'retry'].includes(String(request.body.action))) return { data: {}, error: null }
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => {
        this.#stream = controller
      },
    })
    return { data: new Response(body, { headers: { 'content-type': 'text/event-stream' } }), error: null }
  }

  #query() {
    let after = 0
    const query = {
      select: () => query,
      eq: () => query,
      order: () => query,
      gt(_: string, value: number) {
        after = value
        return query
      },
      limit: async () => {
        this.rowsRead += 1
        return { data: this.rows.filter(({ seq }) => seq > after), error: null }
      },
    }
    return query
  }

  #channel(topic: string) {
    let listener: (message: Broadcast) => void = () => {}
    const channel = {
      topic,
      on(_: string, __: object, take: typeof listener) {
        listener = take
        return channel
      },
      subscribe: (onStatus?: (status: string) => void) => {
        this.joined.set(topic, (message) => listener(message))
        onStatus?.('SUBSCRIBED')
        return channel
      },
    }
    return channel
  }
}
