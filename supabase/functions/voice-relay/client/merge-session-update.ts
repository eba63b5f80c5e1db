import { z } from 'zod'
import type { AgentSession } from '../../_shared/agent-session.ts'

type Json = Record<string, unknown>

const responding = { create_response: z.boolean().default(true), interrupt_response: z.boolean().default(true) }

const turnDetection = z
  .discriminatedUnion('type', [
    z.strictObject({
      type: z.literal('server_vad'),
      threshold: z.number().min(0).max(1).optional(),
      prefix_padding_ms: z.int().min(0).max(5000).optional(),
      silence_duration_ms: z.int().min(50).max(10_000).optional(),
      ...responding,
    }),
    z.strictObject({
      type: z.literal('semantic_vad'),
      eagerness: z.enum(['low', 'medium', 'high', 'auto']).optional(),
      ...responding,
    }),
  ])
  .nullable()

/** Members that a client may set, each with what it may be. Everything else of a session is the server's. */
const PERMITTED: Record<string, z.ZodType> = {
  output_modalities: z.array(z.enum(['audio', 'text'])).length(1),
  'audio.input.turn_detection': turnDetection,
  'audio.input.noise_reduction': z.strictObject({ type: z.enum(['near_field', 'far_field']) }).nullable(),
  'audio.input.transcription.language': z.string().regex(/^[a-z]{2,3}$/),
}

/** Members that are looked into; all others are taken or refused as a whole. */
const CONTAINERS = new Set(['audio', 'audio.input', 'audio.input.transcription', 'audio.output'])

/**
 * Takes from a client's session.update what it may set and names what it may not. Members that only repeat the
 * server's own value are neither. The result is always a valid, possibly empty update, so that its sender gets the
 * session.updated that it waits for.
 */
export function mergeSessionUpdate(update: Json, server: AgentSession): { session: Json; refused: string[] } {
  const session: Json = { type: 'realtime' }
  const refused: string[] = []
  for (const [path, value] of leaves(update)) {
    const parsed = PERMITTED[path]?.safeParse(value)
    if (parsed?.success) set(session, path, parsed.data)
    else if (!sameAsServer(path, value, server)) refused.push(path.slice(0, 128))
  }
  keepTranscriptionModel(session, server)
  return { session, refused }
}

function* leaves(value: Json, prefix = ''): Generator<[string, unknown]> {
  for (const [key, member] of Object.entries(value)) {
    const path = prefix + key
    if (CONTAINERS.has(path) && isObject(member)) yield* leaves(member, `${path}.`)
    else yield [path, member]
  }
}

function sameAsServer(path: string, value: unknown, server: AgentSession): boolean {
  const own = path.split('.').reduce<unknown>((at, key) => (isObject(at) ? at[key] : undefined), server)
  return JSON.stringify(own) === JSON.stringify(value)
}

function set(target: Json, path: string, value: unknown): void {
  const keys = path.split('.')
  const last = keys.pop() ?? ''
  const parent = keys.reduce<Json>((at, key) => {
    at[key] ??= {}
    return at[key] as Json
  }, target)
  parent[last] = value
}

/** Transcription is replaced as a whole by the provider, so a language goes together with the server's model. */
function keepTranscriptionModel(session: Json, server: AgentSession): void {
  const input = (session.audio as Json | undefined)?.input as Json | undefined
  if (isObject(input?.transcription)) Object.assign(input.transcription, server.audio.input.transcription)
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
