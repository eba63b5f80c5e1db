import type {
  RealtimeAudioConfigInput,
  RealtimeAudioConfigOutput,
  RealtimeAudioFormats,
  RealtimeAudioInputTurnDetection,
  RealtimeFunctionTool,
  RealtimeSessionCreateRequest,
} from 'openai/resources/realtime/realtime'
import { createId } from './create-id.ts'

/** The effective session: what `session.created` and `session.updated` show. No field that has a default is missing. */
export type SessionConfig = Omit<RealtimeSessionCreateRequest, 'tools'> & {
  id: string
  object: 'realtime.session'
  /** Seconds since the epoch. */
  expires_at: number
  model: string
  instructions: string
  output_modalities: Array<'text' | 'audio'>
  tools: RealtimeFunctionTool[]
  tool_choice: NonNullable<RealtimeSessionCreateRequest['tool_choice']>
  max_output_tokens: number | 'inf'
  audio: {
    input: RealtimeAudioConfigInput & {
      format: RealtimeAudioFormats
      turn_detection: RealtimeAudioInputTurnDetection | null
    }
    output: RealtimeAudioConfigOutput & { format: RealtimeAudioFormats; voice: string | { id: string }; speed: number }
  }
}

/** What `turn_detection` means where a client leaves a field out. */
export const TURN_DETECTION_DEFAULTS = {
  server_vad: {
    type: 'server_vad',
    threshold: 0.5,
    prefix_padding_ms: 300,
    silence_duration_ms: 500,
    idle_timeout_ms: null,
    create_response: true,
    interrupt_response: true,
  },
  semantic_vad: { type: 'semantic_vad', eagerness: 'auto', create_response: true, interrupt_response: true },
} as const satisfies Record<string, RealtimeAudioInputTurnDetection>

/** A session as it stands before any update. `lifetimeMs` sets its `expires_at`. */
export function createSessionConfig(model: string, lifetimeMs: number): SessionConfig {
  return {
    type: 'realtime',
    object: 'realtime.session',
    id: createId('sess'),
    model,
    output_modalities: ['audio'],
    instructions: 'You are a helpful, friendly voice assistant. Keep your answers short.',
    tools: [],
    tool_choice: 'auto',
    max_output_tokens: 'inf',
    tracing: null,
    truncation: 'auto',
    expires_at: Math.floor((Date.now() + lifetimeMs) / 1000),
    audio: {
      input: { format: { type: 'audio/pcm', rate: 24000 }, turn_detection: { ...TURN_DETECTION_DEFAULTS.server_vad } },
      output: { format: { type: 'audio/pcm', rate: 24000 }, voice: 'marin', speed: 1 },
    },
  }
}
