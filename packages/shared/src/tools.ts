import { z } from 'zod'

/** Arguments of a tool that are compared with a column, and how. `contains` looks for a text in a text. */
export const toolFilter = z.strictObject({
  argument: z.string(),
  column: z.string(),
  operator: z.enum(['eq', 'gt', 'gte', 'lt', 'lte', 'contains']),
})
export type ToolFilter = z.infer<typeof toolFilter>

/** `ai.tools.config` of a tool that reads or writes a table as its person. */
export const databaseToolConfig = z.strictObject({
  schema: z.enum(['public', 'ai']),
  table: z.string(),
  verb: z.enum(['select', 'insert', 'update']),
  /** What a select answers; what an insert or update writes, from the arguments of the same names. */
  columns: z.array(z.string()).min(1),
  filters: z.array(toolFilter).default([]),
  /** Rows that a select answers at most. */
  limit: z.int().min(1).max(100).default(20),
})
export type DatabaseToolConfig = z.infer<typeof databaseToolConfig>

/** `ai.tools.config` of a tool that calls a developer's endpoint. */
export const httpToolConfig = z.strictObject({
  url: z.string(),
  /** Until the whole answer is there. */
  timeout_seconds: z.int().min(1).max(30).default(10),
})
export type HttpToolConfig = z.infer<typeof httpToolConfig>

/** Body of `POST /functions/v1/tools`: an owner or admin tries a tool, as themselves. */
export const toolsRequest = z.strictObject({
  action: z.literal('test'),
  tool_id: z.uuid(),
  arguments: z.record(z.string(), z.unknown()).default({}),
})
export type ToolsRequest = z.infer<typeof toolsRequest>

/** What came of it, as a model would get it. */
export const toolsResponse = z.object({
  status: z.enum(['done', 'failed']),
  output: z.string(),
  /** How long it took, in milliseconds. */
  ms: z.int(),
})
export type ToolsResponse = z.infer<typeof toolsResponse>

/** Body of `POST /functions/v1/tools/resolve`, signed by the endpoint of a tool with the tool's secret. */
export const resolveRequest = z.strictObject({
  /** What came to the endpoint as `x-parley-session`. */
  session: z.string().regex(/^[A-Za-z0-9_-]{43}$/, 'is no session token'),
})

/** Whom a call of a tool serves. A trial from the editor has no agent, no run and no call. */
export const resolveResponse = z.object({
  user_id: z.uuid(),
  organization_id: z.uuid(),
  agent_id: z.uuid().nullable(),
  run_id: z.uuid().nullable(),
  call_id: z.uuid().nullable(),
  tool_call_id: z.uuid(),
  tool: z.object({ id: z.uuid(), name: z.string() }),
  expires_at: z.string(),
})
export type ResolveResponse = z.infer<typeof resolveResponse>
