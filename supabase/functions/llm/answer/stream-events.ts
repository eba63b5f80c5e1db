/** What was looked for in a stream of server-sent events, when it is through. */
export type StreamEnd = { usage: unknown; finished: boolean }

/**
 * Looks at a stream of chat completion events on its way: takes the usage out, and leaves out the event that carries it
 * where the client has not asked for one. Everything else passes as it came, at once: text is only held back to the end
 * of its event.
 */
export class StreamEvents {
  #decoder = new TextDecoder()
  #encoder = new TextEncoder()
  #pending = ''
  readonly #wantsUsage: boolean
  readonly end: StreamEnd = { usage: null, finished: false }

  constructor(wantsUsage: boolean) {
    this.#wantsUsage = wantsUsage
  }

  /** What of these bytes, and of those before them, may be sent now. */
  push(bytes: Uint8Array): Uint8Array {
    this.#pending += this.#decoder.decode(bytes, { stream: true })
    const until = this.#pending.lastIndexOf('\n\n')
    if (until === -1) return new Uint8Array()
    const events = this.#pending.slice(0, until + 2).split(/(?<=\n\n)/)
    this.#pending = this.#pending.slice(until + 2)
    return this.#encoder.encode(events.filter((event) => this.#keep(event)).join(''))
  }

  #keep(event: string): boolean {
    const data = /^data: ?(.*)$/m.exec(event)?.[1]
    if (data === '[DONE]') this.end.finished = true
    if (data === undefined || !data.includes('"usage"')) return true
    const chunk = parse(data)
    if (!chunk?.usage) return true
    this.end.usage = chunk.usage
    return this.#wantsUsage || !Array.isArray(chunk.choices) || chunk.choices.length > 0
  }
}

function parse(data: string): { usage?: unknown; choices?: unknown } | undefined {
  try {
    return JSON.parse(data)
  } catch {
    return undefined
  }
}
