/** A turn of the conversation that a call goes on with, by text or voice, as `ai.chat_history` gives it. */
export type SessionTurn = {
  role: 'user' | 'assistant' | 'tool'
  text: string
  /** The call that it was said in; null: by text. */
  call_id: string | null
  /** Arguments are JSON where a run made the call, and the model's own text of it where a call did. */
  tool: { name: string; arguments: unknown; output: string | null } | null
}
