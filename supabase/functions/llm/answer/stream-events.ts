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
    const events = this.#pending.split(/(?<=\r?\n\r?\n)/)
    this.#pending = /\r?\n\r?\n$/.test(events.at(-1) ?? '') ? '' : (events.pop() ?? '')
    return this.#encoder.encode(events.filter((event) => this.#keep(event)).join(''))
  }

  /** What is left when nothing more comes: an event that lacks its end. */
  flush(): Uint8Array {
    const rest = this.#pending
    this.#pending = ''
    return this.#encoder.encode(rest !== '' && this.#keep(rest) ? rest : '')
  }

  #keep(event: string): boolean {
    const data = /^data: ?(.*?)\r?$/m.exec(event)?.[1]
    if (data === '[DONE]') this.end.finished = true
    // Most say `"usage":null`: only the one that says more is read.
    if (data === undefined || !/"usage"\s*:\s*\{/.test(data)) return true
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
