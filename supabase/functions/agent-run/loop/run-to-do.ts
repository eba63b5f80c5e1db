import { citation } from '@parley/shared/citation.ts'
import { contextItem } from '@parley/shared/context-item.ts'
import { z } from 'zod'

/** A tool call of a step, and what became of it so far. */
export const storedToolCall = z.object({
  id: z.uuid(),
  provider_call_id: z.string(),
  name: z.string(),
  arguments: z.record(z.string(), z.unknown()),
  tool_id: z.uuid().nullable(),
  needs_approval: z.boolean(),
  client: z.boolean(),
  repeatable: z.boolean(),
  status: z.enum(['approval', 'client', 'pending', 'running', 'done', 'failed', 'refused', 'unknown', 'cancelled']),
  output: z.string().nullable(),
  citations: z.array(citation).catch([]),
})
export type StoredToolCall = z.infer<typeof storedToolCall>

const step = z.object({ step: z.int().min(1), text: z.string(), tool_calls: z.array(storedToolCall) })
export type StoredStep = z.infer<typeof step>

/** What a worker is told of a run that it took (`ai.run_to_do`). Unknown members are passed over. */
export const runToDo = z.object({
  run: z.object({
    id: z.uuid(),
    session_id: z.uuid(),
    draft: z.boolean(),
    /** The message that it answers. */
    text: z.string(),
    context_items: z.array(contextItem).nullable(),
    source_ids: z.array(z.uuid()).nullable(),
    cost_micro_usd: z.number(),
    max_steps: z.int(),
    max_cost_micro_usd: z.number(),
    deadline_at: z.string(),
  }),
  agent: z.object({
    id: z.uuid(),
    organization_id: z.uuid(),
    name: z.string(),
    instructions: z.string(),
    model: z.string().nullable(),
    tools: z.unknown(),
  }),
  person_id: z.uuid(),
  history: z.array(z.object({ role: z.string(), text: z.string() })),
  steps: z.array(step),
  last_seq: z.int().min(0),
})
export type RunToDo = z.infer<typeof runToDo>
