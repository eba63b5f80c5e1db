import type { CallErrorCode } from '@parley/client/call-error'

/** What a person can do about a problem. */
export type CallRemedy = 'retry' | 'type' | 'sign-in' | 'history' | 'choose-microphone' | 'take-back'

/** A problem in a person's words. `calm`: nothing went wrong, it is only news. */
export type CallAdvice = { title: string; text: string; remedies: readonly CallRemedy[]; calm?: boolean }

const MICROPHONE: Partial<Record<CallErrorCode, CallAdvice>> = {
  microphone_denied: {
    title: 'The microphone is blocked',
    text: 'Your browser does not let this page listen. Allow the microphone beside the address, then call again. Or go on in writing.',
    remedies: ['retry', 'type'],
  },
  microphone_not_found: {
    title: 'There is no microphone',
    text: 'Plug one in or turn on your headset, then call again. Or go on in writing.',
    remedies: ['retry', 'type'],
  },
  microphone_in_use: {
    title: 'The microphone does not open',
    text: 'Another program may be using it. Close that, then call again. Or go on in writing.',
    remedies: ['retry', 'type'],
  },
  microphone_unsupported: {
    title: 'This page may not use a microphone',
    text: 'Browsers allow it only on secure pages: open Parley over https, or on localhost. Writing works here.',
    remedies: ['type'],
  },
  microphone_lost: {
    title: 'The microphone went away',
    text: 'It was unplugged or taken by the system. The call goes on: choose another microphone, or type.',
    remedies: ['choose-microphone'],
  },
}

const CONNECTION: Partial<Record<CallErrorCode, CallAdvice>> = {
  audio_unsupported: {
    title: 'This browser cannot play the call',
    text: 'Use a current version of Chrome, Edge, Firefox or Safari.',
    remedies: [],
  },
  network_unreachable: {
    title: 'You seem to be offline',
    text: 'The server could not be reached. Check your connection, then call again.',
    remedies: ['retry', 'history'],
  },
  connection_timeout: {
    title: 'Nobody answered',
    text: 'The server took too long. Call again in a moment.',
    remedies: ['retry'],
  },
  connection_lost: {
    title: 'The connection did not come back',
    text: 'Everything that was said until it broke is stored.',
    remedies: ['retry', 'history'],
  },
  call_ended: {
    title: 'The connection was away for too long',
    text: 'So the call was ended. Everything that was said until then is stored.',
    remedies: ['retry', 'history'],
    calm: true,
  },
  call_busy: {
    title: 'This call goes on in another window',
    text: 'Leave it there, or take it over.',
    remedies: ['take-back', 'history'],
    calm: true,
  },
  call_not_found: {
    title: 'This call is gone',
    text: 'It was deleted, or it is not yours.',
    remedies: ['retry'],
  },
  live_calls_limit: {
    title: 'There are as many calls already as the plan allows',
    text: 'Hang up on another device first, or wait until a colleague has. A call whose device has vanished frees its place within two minutes.',
    remedies: ['retry'],
  },
  call_minutes_limit: {
    title: 'The minutes of this month are used up',
    text: 'All members share them. Wait for the next month, or have the plan changed: Settings tells how much it allows.',
    remedies: ['retry'],
  },
  model_not_in_plan: {
    title: 'This agent needs another plan',
    text: 'Its model is not in the plan of your organisation. Choose another agent, or ask an owner or admin to change its model.',
    remedies: [],
  },
  voice_not_in_plan: {
    title: 'This agent needs another plan',
    text: 'Its voice is not in the plan of your organisation. Choose another agent, or ask an owner or admin to change its voice.',
    remedies: [],
  },
  organization_not_found: {
    title: 'You no longer belong to this organisation',
    text: 'Choose an agent of another one.',
    remedies: [],
  },
  agent_not_found: {
    title: 'This agent cannot be called',
    text: 'It was unpublished, or you no longer belong to its organisation. Choose another one.',
    remedies: [],
  },
}

const PROVIDER: Partial<Record<CallErrorCode, CallAdvice>> = {
  provider_unavailable: {
    title: 'The voice service is not available',
    text: 'It refused the call or could not be reached. This is usually short: call again in a moment.',
    remedies: ['retry'],
  },
  provider_closed: {
    title: 'The voice service ended the call',
    text: 'What was said until then is stored. Call again to go on.',
    remedies: ['retry', 'history'],
  },
  provider_session_expired: {
    title: 'The call reached its longest time',
    text: 'Everything is stored. Call again to go on.',
    remedies: ['retry', 'history'],
  },
  client_too_slow: {
    title: 'Your connection is too slow for the call',
    text: 'The agent spoke faster than it arrived. Try again on a better connection.',
    remedies: ['retry', 'history'],
  },
  rate_limited: {
    title: 'Too much at once',
    text: 'More was sent in a short time than the call can take. Wait a moment, then go on.',
    remedies: ['retry', 'history'],
  },
  segment_superseded: {
    title: 'This call goes on in another window',
    text: 'Or on another device. Nothing was lost: take it back whenever you like.',
    remedies: ['take-back', 'history'],
    calm: true,
  },
  transcript_delayed: {
    title: 'The transcript is being stored late',
    text: 'The database does not answer at the moment. The call goes on, and we keep trying.',
    remedies: [],
  },
  transcript_refused: {
    title: 'Part of the transcript could not be stored',
    text: 'You see it here, but it is missing from your history.',
    remedies: [],
  },
}

const SIGN_IN: CallAdvice = {
  title: 'Please sign in again',
  text: 'Your session has ended.',
  remedies: ['sign-in'],
}

const OTHER: CallAdvice = {
  title: 'Something went wrong on our side',
  text: 'Call again in a moment.',
  remedies: ['retry', 'history'],
}

/** What to tell a person about a code, and what to offer. Every code gets an answer. */
export function callAdvice(code: CallErrorCode): CallAdvice {
  if (code === 'not_authenticated' || code === 'token_invalid' || code === 'token_expired') return SIGN_IN
  return MICROPHONE[code] ?? CONNECTION[code] ?? PROVIDER[code] ?? OTHER
}
