import type { CallSnapshot } from './call-store.ts'

/** How a call stands, in a few words. */
export function callStatus(
  call: Pick<CallSnapshot, 'state' | 'activity' | 'muted' | 'microphone' | 'agentName'>,
): string {
  if (call.state === 'requesting-microphone') return 'Allow the microphone in your browser'
  if (call.state === 'connecting') return 'Connecting…'
  if (call.state === 'ending') return 'Hanging up…'
  if (call.state === 'reconnecting') return 'Reconnecting…'
  if (call.state !== 'live') return ''
  if (call.activity === 'speaking') return `${call.agentName} is speaking`
  if (call.activity === 'thinking') return `${call.agentName} is thinking`
  if (call.muted) return 'You are muted'
  if (!call.microphone) return `${call.agentName} is reading`
  return call.activity === 'hearing' ? 'Hearing you' : 'Listening'
}
