import type { Citation } from '@parley/shared/citation.ts'

/** For whom and within what a tool runs. Nothing of it comes from a model, a body or a header. */
export type ToolContext = {
  /** Proven by a session or a redeemed ticket. */
  personId: string
  agentId: string
  organizationId: string
  /** What it is part of: one of the two. */
  runId?: string
  callId?: string
  /** Of `ai.tool_calls`; the idempotency key towards the outside. */
  toolCallId: string
  signal: AbortSignal
}

/** What a tool gives back to the model, and to whoever reads along. Never throws for what went wrong in the tool. */
export type ToolResult = {
  /** `failed`: the output says to the model what went wrong, without anything that it need not know. */
  status: 'done' | 'failed'
  /** Capped, and marked as content that is not to be obeyed. */
  output: string
  citations: Citation[]
}

/** A function that an agent may call and that the server runs, as its person and with no more rights. */
export type ServerTool = {
  name: string
  description: string
  /** A JSON schema of an object; arguments are checked against it before `run`. */
  parameters: Record<string, unknown>
  /** Of `ai.tools`; null for what is built in. */
  toolId: string | null
  needsApproval: boolean
  /** May be called again when a worker died in the middle: it only reads, or its endpoint knows idempotency keys. */
  repeatable: boolean
  run(args: Record<string, unknown>, context: ToolContext): Promise<ToolResult>
}
