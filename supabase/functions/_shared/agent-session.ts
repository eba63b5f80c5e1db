import { type FunctionTool, functionTool } from '@parley/shared/agent-tools.ts'
import { AUDIO_FORMAT } from '@parley/shared/audio-format.ts'
import type { OpenaiEnv } from './openai-env.ts'

/** What of an agent shapes a session with the provider. */
export type SessionAgent = { instructions: string; voice: string; model: string | null; tools: unknown }

/**
 * The Realtime session of an agent, complete: nothing of it comes from a client. Tools other than functions are left
 * out, because hosted ones would act with the server's key.
 */
export function agentSession(agent: SessionAgent, env: OpenaiEnv) {
  const format = { type: AUDIO_FORMAT.type, rate: AUDIO_FORMAT.sampleRate }
  return {
    type: 'realtime' as const,
    model: agent.model ?? env.OPENAI_REALTIME_MODEL,
    instructions: agent.instructions,
    output_modalities: ['audio'],
    tools: functionTools(agent.tools),
    tool_choice: 'auto',
    audio: {
      input: {
        format,
        transcription: { model: env.OPENAI_TRANSCRIPTION_MODEL },
        turn_detection: { type: 'server_vad', create_response: true, interrupt_response: true },
      },
      output: { format, voice: agent.voice },
    },
  }
}
export type AgentSession = ReturnType<typeof agentSession>

function functionTools(tools: unknown): FunctionTool[] {
  if (!Array.isArray(tools)) return []
  return tools.flatMap((tool) => functionTool.safeParse(tool).data ?? [])
}
