/** A tool call of a step, as it is stored. */
export type SavedToolCall = {
  id: string
  /** The provider's own id, by which the model knows it. */
  provider_call_id: string
  name: string
  arguments: Record<string, unknown>
  /** Of `ai.tools`; null for what is built in and for functions of the client. */
  tool_id: string | null
  needs_approval: boolean
  /** The client runs it. */
  client: boolean
  repeatable: boolean
}

/** A step, as it is stored. */
export type SavedStep = {
  /** From 1. */
  step: number
  text: string
  tool_calls: SavedToolCall[]
}
