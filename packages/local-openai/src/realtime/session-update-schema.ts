import type { RealtimeSessionCreateRequest } from 'openai/resources/realtime/realtime'
import { z } from 'zod'

const audioFormat = z.union([
  z.strictObject({ type: z.literal('audio/pcm'), rate: z.literal(24000).optional() }),
  z.strictObject({ type: z.literal('audio/pcmu') }),
  z.strictObject({ type: z.literal('audio/pcma') }),
])

const serverVad = z.strictObject({
  type: z.literal('server_vad'),
  threshold: z.number().min(0).max(1).optional(),
  prefix_padding_ms: z.number().int().min(0).max(5000).optional(),
  silence_duration_ms: z.number().int().min(0).max(10_000).optional(),
  idle_timeout_ms: z.number().int().min(5000).max(30_000).nullish(),
  create_response: z.boolean().optional(),
  interrupt_response: z.boolean().optional(),
})

const semanticVad = z.strictObject({
  type: z.literal('semantic_vad'),
  eagerness: z.enum(['low', 'medium', 'high', 'auto']).optional(),
  create_response: z.boolean().optional(),
  interrupt_response: z.boolean().optional(),
})

const transcription = z.strictObject({
  model: z.string().optional(),
  language: z.string().optional(),
  languages: z.array(z.string()).optional(),
  keywords: z.array(z.string()).optional(),
  prompt: z.string().optional(),
  delay: z.enum(['minimal', 'low', 'medium', 'high', 'xhigh']).optional(),
})

/** Tools on MCP servers are not played: only functions. */
export const functionTool = z.strictObject({
  type: z.literal('function'),
  name: z.string().regex(/^[a-zA-Z0-9_-]{1,64}$/),
  description: z.string().optional(),
  parameters: z.record(z.string(), z.unknown()).optional(),
})

/** `tool_choice` of sessions and responses. */
export const toolChoice = z.union([
  z.enum(['none', 'auto', 'required']),
  z.strictObject({ type: z.literal('function'), name: z.string() }),
])

/** `max_output_tokens` of sessions and responses. */
export const maxOutputTokens = z.union([z.number().int().min(1).max(4096), z.literal('inf')])

/** `output_modalities` of sessions and responses: exactly one of the two. */
export const outputModalities = z.array(z.enum(['text', 'audio'])).length(1)

/** `audio.output` of sessions and responses. */
export const audioOutput = z.strictObject({
  format: audioFormat.optional(),
  voice: z.union([z.string().min(1), z.strictObject({ id: z.string() })]).optional(),
  speed: z.number().min(0.25).max(1.5).optional(),
})

/** The session member of `session.update` and of `client_secrets`: every field is optional but the type. */
export const sessionUpdateSchema = z.strictObject({
  type: z.literal('realtime'),
  model: z.string().min(1).optional(),
  instructions: z.string().optional(),
  output_modalities: outputModalities.optional(),
  tools: z.array(functionTool).max(128).optional(),
  tool_choice: toolChoice.optional(),
  parallel_tool_calls: z.boolean().optional(),
  reasoning: z.strictObject({ effort: z.enum(['minimal', 'low', 'medium', 'high', 'xhigh']).optional() }).optional(),
  max_output_tokens: maxOutputTokens.optional(),
  truncation: z
    .union([
      z.enum(['auto', 'disabled']),
      z.strictObject({
        type: z.literal('retention_ratio'),
        retention_ratio: z.number().min(0).max(1),
        token_limits: z.strictObject({ post_instructions: z.number().int().optional() }).optional(),
      }),
    ])
    .optional(),
  tracing: z
    .union([
      z.literal('auto'),
      z.strictObject({
        group_id: z.string().optional(),
        metadata: z.unknown().optional(),
        workflow_name: z.string().optional(),
      }),
    ])
    .nullish(),
  include: z.array(z.literal('item.input_audio_transcription.logprobs')).nullish(),
  prompt: z.null('The offline stand-in stores no prompts: send instructions').optional(),
  audio: z
    .strictObject({
      input: z
        .strictObject({
          format: audioFormat.optional(),
          noise_reduction: z
            .strictObject({ type: z.enum(['near_field', 'far_field']).optional(), strength: z.number().optional() })
            .nullish(),
          transcription: transcription.nullish(),
          turn_detection: z.union([serverVad, semanticVad]).nullish(),
        })
        .optional(),
      output: audioOutput.optional(),
    })
    .optional(),
})

/** A partial session, as a client sends it. */
export type SessionUpdate = z.output<typeof sessionUpdateSchema>

// Every field that OpenAI's type has is known here, and the other way round: a new one fails to compile.
type SameKeys<A, B> = [Exclude<keyof A, keyof B>, Exclude<keyof B, keyof A>] extends [never, never] ? true : never
const _sameFields: SameKeys<SessionUpdate, RealtimeSessionCreateRequest> = true
void _sameFields
