import { z } from 'zod'
import { citation } from './citation.ts'
import { contextItem } from './context-item.ts'

/** A run's states. `waiting`: for an approval, or for the output of a function that runs in the client. */
export const runStatus = z.enum(['queued', 'running', 'waiting', 'completed', 'failed', 'cancelled'])
export type RunStatus = z.infer<typeof runStatus>

/** What a person decides of a tool call. */
export const approvalDecision = z.enum(['approved', 'refused'])
export type ApprovalDecision = z.infer<typeof approvalDecision>

const start = z.strictObject({
  action: z.literal('start'),
  agent_id: z.uuid(),
  /** The working copy, for owners and admins. */
  draft: z.boolean().default(false),
  /** Left out: a new session. */
  session_id: z.uuid().optional(),
  text: z.string().trim().min(1).max(16_000),
  /** Given (an empty list too): the agent answers from these and has no search of its own. */
  context_items: z.array(contextItem).max(30).optional(),
  /** Only these sources are searched: a question about one document. */
  source_ids: z.array(z.uuid()).min(1).max(100).optional(),
  /** A start sent twice with the same key is one run. */
  idempotency_key: z.uuid().optional(),
})
const stream = z.strictObject({
  action: z.literal('stream'),
  run_id: z.uuid(),
  /** The last event that the reader has; `Last-Event-ID` says the same. */
  after: z.int().min(0).default(0),
})
const cancel = z.strictObject({ action: z.literal('cancel'), run_id: z.uuid() })
const decide = z.strictObject({
  action: z.literal('decide'),
  approval_id: z.uuid(),
  decision: approvalDecision,
  /** Approved with other arguments than the model's. They must satisfy the tool's schema. */
  arguments: z.record(z.string(), z.unknown()).optional(),
})
const output = z.strictObject({
  action: z.literal('output'),
  /** Of `ai.tool_calls`, of a function that runs in the client. */
  tool_call_id: z.uuid(),
  output: z.string().max(64_000),
})
const retry = z.strictObject({ action: z.literal('retry'), run_id: z.uuid() })

/**
 * Body of `POST /functions/v1/agent-run`. `start`, `retry` and `stream` answer server-sent events; the others JSON.
 * Lists are tables: `chat_sessions`, `chat_messages`, `ai.runs`, `ai.run_events`, `ai.tool_calls`, `ai.approvals`.
 */
export const agentRunRequest = z.discriminatedUnion('action', [start, stream, cancel, decide, output, retry])
export type AgentRunRequest = z.infer<typeof agentRunRequest>
export type AgentRunInput = z.input<typeof agentRunRequest>

const toolCall = { tool_call_id: z.uuid(), name: z.string() }

/**
 * What happened in a run, in order: rows of `ai.run_events` and, live, events of the stream and broadcasts. Whoever
 * applies them in the order of `seq` has the run's whole state. Unknown types are to be passed over.
 */
export const runEvent = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('run.started'),
    data: z.object({ run_id: z.uuid(), session_id: z.uuid(), agent_id: z.uuid(), text: z.string() }),
  }),
  /**
   * The run goes on: in another worker, after it waited or failed, or because the model's answer broke off. What was said
   * in this step, stored or not, is void: its text comes anew from offset 0, and may be another.
   */
  z.object({ type: z.literal('run.resumed'), data: z.object({ step: z.int() }) }),
  z.object({ type: z.literal('step.started'), data: z.object({ step: z.int().min(1), model: z.string() }) }),
  /**
   * A piece of the answer: `offset` is its place in the step's text, in UTF-16 units, so that a piece may come twice. To
   * readers who have its text already, a stored piece comes empty, with the place where it ends.
   */
  z.object({
    type: z.literal('text.delta'),
    data: z.object({ step: z.int().min(1), offset: z.int().min(0), delta: z.string() }),
  }),
  z.object({ type: z.literal('text.done'), data: z.object({ step: z.int().min(1), text: z.string() }) }),
  z.object({
    type: z.literal('tool.called'),
    data: z.object({ ...toolCall, step: z.int(), arguments: z.record(z.string(), z.unknown()) }),
  }),
  z.object({ type: z.literal('tool.waiting'), data: z.object({ ...toolCall, for: z.enum(['approval', 'client']) }) }),
  z.object({
    type: z.literal('tool.decided'),
    data: z.object({
      ...toolCall,
      decision: z.enum(['approved', 'changed', 'refused', 'expired']),
      /** Where it was changed: what the tool is called with instead. */
      arguments: z.record(z.string(), z.unknown()).optional(),
    }),
  }),
  z.object({
    type: z.literal('tool.done'),
    data: z.object({
      ...toolCall,
      /** `unknown`: a worker died in the middle, and the tool may not be called twice. */
      status: z.enum(['done', 'failed', 'refused', 'unknown']),
      output: z.string(),
      citations: z.array(citation),
      ms: z.int().min(0),
    }),
  }),
  z.object({
    type: z.literal('step.done'),
    data: z.object({
      step: z.int().min(1),
      input_tokens: z.int(),
      output_tokens: z.int(),
      cost_micro_usd: z.int(),
    }),
  }),
  z.object({ type: z.literal('run.waiting'), data: z.object({}) }),
  z.object({
    type: z.literal('run.done'),
    data: z.object({
      status: z.enum(['completed', 'failed', 'cancelled']),
      /** Of the table of error codes. */
      error_code: z.string().nullable(),
      cost_micro_usd: z.int(),
    }),
  }),
])
export type RunEvent = z.infer<typeof runEvent>

/**
 * An event with its place: from 1, without gaps within a run. It is the `id` of the server-sent event. What is told before
 * it is stored comes with `seq` null, and without an id.
 */
export type StoredRunEvent = RunEvent & { run_id: string; seq: number; created_at: string }
