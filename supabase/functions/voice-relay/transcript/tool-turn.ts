import { storable, type ToolCall, type TurnRow, UNTIMED } from './transcript-row.ts'

/** A function call of the model and, once it came, the client's answer to it: one row. */
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

  answered(output: string): void {
    this.#changed = true
    this.#call = { ...this.#call, output: storable(output) }
  }

  row(): TurnRow | null {
    if (!this.#changed) return null
    const timing = { ...UNTIMED, started_at: this.#startedAt }
    return { role: 'tool', source: 'tool', text: '', status: 'completed', heard_ms: null, tool: this.#call, ...timing }
  }
}
