/** A call of a function, as the model wrote it: its arguments are text, and may be no JSON at all. */
export type ModelToolCall = { id: string; name: string; arguments: string }

/** A message of the Chat Completions API, as far as runs need it. */
export type ChatMessage =
  | { role: 'system' | 'user'; content: string }
  | {
      role: 'assistant'
      content: string | null
      tool_calls?: { id: string; type: 'function'; function: { name: string; arguments: string } }[]
    }
  | { role: 'tool'; tool_call_id: string; content: string }

/** A function that the model may call. */
export type ChatTool = {
  type: 'function'
  function: { name: string; description: string; parameters: Record<string, unknown> }
}

/** One question to the model. */
export type ModelRequest = {
  model: string
  messages: ChatMessage[]
  tools: ChatTool[]
  /** null: the provider's own limit. */
  maxOutputTokens: number | null
}

/** Tokens that an answer took. */
export type ModelUsage = {
  inputTokens: number
  /** Of these, what the provider had read before. */
  cachedInputTokens: number
  outputTokens: number
}

/** Its whole answer. */
export type ModelAnswer = { text: string; toolCalls: ModelToolCall[]; usage: ModelUsage }
