import { VoiceCall, type VoiceCallOptions } from '@parley/client/voice-call'
import { supabase } from '@/lib/supabase.ts'
import type { Agent } from './api/list-agents.ts'
import { type AttachedCall, callStore } from './call-store.ts'
import { readMicrophoneId } from './microphone-choice.ts'

/** A call that goes on in another window or on another device. `startedAt` in milliseconds since the epoch. */
export type OtherCall = { id: string; agentName: string; startedAt: number }

/**
 * Calls an agent, with the microphone or in writing. Call it from a click: browsers play nothing otherwise.
 *
 * @param chatSessionId a conversation with this agent that goes on in the call
 */
export async function startCall(
  agent: Pick<Agent, 'id' | 'name'> | undefined,
  by: 'voice' | 'text',
  chatSessionId?: string,
): Promise<void> {
  const which = chatSessionId ? { chatSessionId } : agent ? { agentId: agent.id } : {}
  await run(by, which, { agentName: agent?.name ?? 'Agent' })
}

/** Tries the draft of an agent, as it is stored now. From a click, too. */
export async function tryDraft(agent: Pick<Agent, 'id' | 'name'>, by: 'voice' | 'text'): Promise<void> {
  await run(by, { agentId: agent.id, draft: true }, { agentName: agent.name, draftOf: agent.id })
}

/** Takes a call of the user over into this window; whoever has it loses it. From a click, too. */
export async function continueCall(call: OtherCall, by: 'voice' | 'text' = 'voice'): Promise<void> {
  const { id, agentName, startedAt } = call
  await run(by, { callId: id, takeOver: true }, { callId: id, agentName, continuedFrom: startedAt })
}

async function run(by: 'voice' | 'text', which: Partial<VoiceCallOptions>, known: AttachedCall): Promise<void> {
  const microphoneId = readMicrophoneId()
  const call = new VoiceCall({
    supabase,
    microphone: by === 'voice',
    ...which,
    ...(microphoneId ? { microphoneId } : {}),
  })
  callStore.attach(call, { ...known, by })
  // A page that goes away still says goodbye; the relay would notice by itself, only later.
  const goodbye = () => void call.end({ immediately: true })
  addEventListener('pagehide', goodbye)
  call.on('state', (state) => {
    if (state === 'ended' || state === 'failed') removeEventListener('pagehide', goodbye)
  })
  await call.start()
}
