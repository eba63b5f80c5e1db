import type { RealtimeClientEvent } from 'openai/resources/realtime/realtime'
import { z } from 'zod'
import {
  audioOutput,
  functionTool,
  maxOutputTokens,
  outputModalities,
  sessionUpdateSchema,
  toolChoice,
} from './session-update-schema.ts'

const eventId = z.string().max(512).optional()
const itemId = z
  .string()
  .regex(/^[a-zA-Z0-9_-]{1,128}$/, "Expected a string that matches the pattern '^[a-zA-Z0-9_-]+$'")
const itemBase = {
  id: itemId.optional(),
  object: z.literal('realtime.item').optional(),
  status: z.enum(['completed', 'incomplete', 'in_progress']).optional(),
}

const userContent = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('input_text'), text: z.string() }),
  z.strictObject({ type: z.literal('input_audio'), audio: z.string(), transcript: z.string().nullish() }),
  z.strictObject({
    type: z.literal('input_image'),
    image_url: z.string(),
    detail: z.enum(['auto', 'low', 'high']).optional(),
  }),
])

const userMessage = z.strictObject({
  ...itemBase,
  type: z.literal('message'),
  role: z.literal('user'),
  content: z.array(userContent),
})

/** Assistant audio cannot be put back, only its text: OpenAI asks for `text` here as well. */
const assistantMessage = z.strictObject({
  ...itemBase,
  type: z.literal('message'),
  role: z.literal('assistant'),
  content: z.array(
    z.object({ type: z.enum(['output_text', 'output_audio']), text: z.string() }).transform(({ text }) => ({
      type: 'output_text' as const,
      text,
    })),
  ),
})

const systemMessage = z.strictObject({
  ...itemBase,
  type: z.literal('message'),
  role: z.literal('system'),
  content: z.array(z.strictObject({ type: z.literal('input_text'), text: z.string() })),
})

/** An item that a client may create. Items of MCP servers are not played. */
export const itemSchema = z.discriminatedUnion('type', [
  z.discriminatedUnion('role', [userMessage, assistantMessage, systemMessage]),
  z.strictObject({
    ...itemBase,
    type: z.literal('function_call'),
    call_id: z.string().optional(),
    name: z.string(),
    arguments: z.string(),
  }),
  z.strictObject({ ...itemBase, type: z.literal('function_call_output'), call_id: z.string(), output: z.string() }),
])
export type ClientItem = z.output<typeof itemSchema>

/** The `response` member of `response.create`. */
export const responseParamsSchema = z.strictObject({
  audio: z.strictObject({ output: audioOutput.optional() }).optional(),
  conversation: z.enum(['auto', 'none']).optional(),
  input: z
    .array(z.union([itemSchema, z.strictObject({ type: z.literal('item_reference'), id: z.string() })]))
    .optional(),
  instructions: z.string().optional(),
  max_output_tokens: maxOutputTokens.optional(),
  metadata: z.record(z.string().max(64), z.string().max(512)).nullish(),
  output_modalities: outputModalities.optional(),
  parallel_tool_calls: z.boolean().optional(),
  prompt: z.null('The offline stand-in stores no prompts: send instructions').optional(),
  reasoning: z.strictObject({ effort: z.enum(['minimal', 'low', 'medium', 'high', 'xhigh']).optional() }).optional(),
  tool_choice: toolChoice.optional(),
  tools: z.array(functionTool).optional(),
})
export type ResponseParams = z.output<typeof responseParamsSchema>

const event = <Type extends string, Shape extends z.core.$ZodShape>(type: Type, shape: Shape) =>
  z.strictObject({ type: z.literal(type), event_id: eventId, ...shape })

/** Every event that a client may send, by type. A type that OpenAI adds fails to compile until it stands here. */
export const CLIENT_EVENT_SCHEMAS = {
  'session.update': event('session.update', { session: sessionUpdateSchema }),
  'input_audio_buffer.append': event('input_audio_buffer.append', { audio: z.string().max(20 * 1024 * 1024) }),
  'input_audio_buffer.commit': event('input_audio_buffer.commit', {}),
  'input_audio_buffer.clear': event('input_audio_buffer.clear', {}),
  'output_audio_buffer.clear': event('output_audio_buffer.clear', {}),
  'conversation.item.create': event('conversation.item.create', {
    item: itemSchema,
    previous_item_id: z.string().nullish(),
  }),
  'conversation.item.retrieve': event('conversation.item.retrieve', { item_id: z.string() }),
  'conversation.item.truncate': event('conversation.item.truncate', {
    item_id: z.string(),
    content_index: z.number().int().min(0),
    audio_end_ms: z.number().int().min(0),
  }),
  'conversation.item.delete': event('conversation.item.delete', { item_id: z.string() }),
  'response.create': event('response.create', { response: responseParamsSchema.nullish() }),
  'response.cancel': event('response.cancel', { response_id: z.string().optional() }),
} as const satisfies Record<RealtimeClientEvent['type'], z.ZodType>

/** A client event that has been checked. */
export type ClientEvent = {
  [Type in keyof typeof CLIENT_EVENT_SCHEMAS]: z.output<(typeof CLIENT_EVENT_SCHEMAS)[Type]>
}[keyof typeof CLIENT_EVENT_SCHEMAS]
