import { storable, type ToolCall } from './transcript-row.ts'

/** A function call of the model and, once it came, the client's answer to it: one row. */
export class ToolTurn {
  #call: ToolCall

  constructor(call: ToolCall) {
    this.#call = { ...call, arguments: storable(call.arguments) }
  }

  answered(output: string): void {
    this.#call = { ...this.#call, output: storable(output) }
  }

  row() {
    return { role: 'tool', source: 'tool', text: '', status: 'completed', heard_ms: null, tool: this.#call } as const
  }
}
