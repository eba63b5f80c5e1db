import { type FunctionTool, functionTool } from '@parley/shared/agent-tools.ts'
import { AUDIO_FORMAT } from '@parley/shared/audio-format.ts'
import type { OpenaiEnv } from './openai-env.ts'
import type { ServerTool } from './tools/server-tool.ts'
import { toolInstructions } from './tools/tool-instructions.ts'

/** What of an agent shapes a session with the provider. */
export type SessionAgent = { instructions: string; voice: string; model: string | null; tools: unknown }

/**
 * The Realtime session of an agent, complete: nothing of it comes from a client. Tools other than functions are left
 * out, because hosted ones would act with the server's key.
 *
 * @param serverTools What the server runs for the agent. A name of theirs is not the client's to answer.
 */
export function agentSession(agent: SessionAgent, env: OpenaiEnv, serverTools: readonly ServerTool[] = []) {
  const format = { type: AUDIO_FORMAT.type, rate: AUDIO_FORMAT.sampleRate }
  return {
    type: 'realtime' as const,
    model: agent.model ?? env.OPENAI_REALTIME_MODEL,
    instructions: [agent.instructions, toolInstructions(serverTools)].filter((text) => text !== '').join('\n\n'),
    output_modalities: ['audio'],
    tools: allTools(functionTools(agent.tools), serverTools),
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

function allTools(ofClient: FunctionTool[], ofServer: readonly ServerTool[]): FunctionTool[] {
  const taken = new Set(ofServer.map(({ name }) => name))
  const described = ofServer.map(({ name, description, parameters }) => ({
    type: 'function' as const,
    name,
    description,
    parameters,
  }))
  return [...ofClient.filter(({ name }) => !taken.has(name)), ...described]
}
