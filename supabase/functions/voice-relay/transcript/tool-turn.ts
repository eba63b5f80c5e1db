import type { Citation } from '@parley/shared/citation.ts'
import { storable, type ToolCall, type TurnRow, UNTIMED } from './transcript-row.ts'

/** What a call is answered with; `waits`: that its person has to decide first. */
export type ToolAnswer = { output: string; citations?: readonly Citation[]; waits?: true }

/** A function call of the model and, once it came, the answer to it, of the client or of the server: one row. */
export class ToolTurn {
  readonly settled = true
  #call: ToolCall
  #changed: boolean
  #startedAt: string | null

  /** `stored`: its row is in the database already, and is worth writing only after a change. */
  constructor(call: ToolCall, options: { stored?: boolean; startedAt?: number } = {}) {
    this.#call = { ...call, arguments: storable(call.arguments) }
    this.#changed = options.stored !== true
    this.#startedAt = options.startedAt === undefined ? null : new Date(options.startedAt).toISOString()
  }

  get isAnswered(): boolean {
    return this.#call.output !== undefined
  }

  /** The server runs it. */
  get isServers(): boolean {
    return this.#call.server === true
  }

  answered({ output, citations, waits }: ToolAnswer): void {
    this.#changed = true
    const { waits: _waited, ...call } = this.#call
    this.#call = {
      ...call,
      output: storable(output),
      ...(citations && { citations: [...citations] }),
      ...(waits && { waits }),
    }
  }

  row(): TurnRow | null {
    if (!this.#changed) return null
    const timing = { ...UNTIMED, started_at: this.#startedAt }
    return { role: 'tool', source: 'tool', text: '', status: 'completed', heard_ms: null, tool: this.#call, ...timing }
  }
}
