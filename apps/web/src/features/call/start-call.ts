import { VoiceCall } from '@parley/client/voice-call'
import { supabase } from '@/lib/supabase.ts'
import type { Agent } from './api/list-agents.ts'
import { callStore } from './call-store.ts'
import { readMicrophoneId } from './microphone-choice.ts'

/** Calls an agent, with the microphone or in writing. Call it from a click: browsers play nothing otherwise. */
export async function startCall(agent: Agent | undefined, by: 'voice' | 'text'): Promise<void> {
  const microphoneId = readMicrophoneId()
  const call = new VoiceCall({
    supabase,
    microphone: by === 'voice',
    ...(agent ? { agentId: agent.id } : {}),
    ...(microphoneId ? { microphoneId } : {}),
  })
  callStore.attach(call, agent?.name ?? 'Agent')
  // A page that goes away still says goodbye; the relay would notice by itself, only later.
  const goodbye = () => void call.end({ immediately: true })
  addEventListener('pagehide', goodbye)
  call.on('state', (state) => {
    if (state === 'ended' || state === 'failed') removeEventListener('pagehide', goodbye)
  })
  await call.start()
}
