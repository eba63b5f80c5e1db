/** A turn of a conversation as text. */
export type BrainTurn =
  | { role: 'user' | 'assistant' | 'system'; text: string }
  | { role: 'call'; callId: string; name: string; arguments: string }
  | { role: 'tool'; callId: string; output: string }

/** A function that the brain may call. `parameters` is a JSON schema. */
export type BrainTool = { name: string; description: string; parameters: Record<string, unknown> }

/** What a brain is asked. */
export type BrainRequest = {
  /** The model that was asked for, by which a brain may be chosen. */
  model?: string
  instructions: string
  /** Set when `instructions` are those of one answer alone: the session's own, which they stand in for. */
  sessionInstructions?: string
  turns: BrainTurn[]
  tools: BrainTool[]
  toolChoice: 'auto' | 'none' | 'required' | { name: string }
}

/** What it answers: something to say, functions to call, or both. */
export type BrainAnswer = { text?: string; calls?: Array<{ name: string; arguments: string }> }

/** What decides on the next answer, for voice and text alike. */
export type Brain = (request: BrainRequest) => BrainAnswer | Promise<BrainAnswer>
