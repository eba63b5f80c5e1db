/** Where a call is. `ended` and `failed` are final: a further call is a further {@link VoiceCall}. */
export type CallState =
  | 'idle'
  | 'requesting-microphone'
  | 'connecting'
  | 'live'
  /** No worker has the call. What is said and typed is kept for the next one. */
  | 'reconnecting'
  | 'ending'
  | 'ended'
  | 'failed'

/** What moves a call. */
export type CallSignal = 'ask-microphone' | 'connect' | 'answered' | 'lost' | 'hang-up' | 'closed' | 'fail'

const NEXT: Record<CallState, Partial<Record<CallSignal, CallState>>> = {
  idle: { 'ask-microphone': 'requesting-microphone', connect: 'connecting', 'hang-up': 'ended', fail: 'failed' },
  'requesting-microphone': { connect: 'connecting', 'hang-up': 'ended', fail: 'failed' },
  connecting: { answered: 'live', 'hang-up': 'ended', closed: 'failed', fail: 'failed' },
  live: { lost: 'reconnecting', 'hang-up': 'ending', closed: 'ended', fail: 'failed' },
  reconnecting: { answered: 'live', 'hang-up': 'ending', closed: 'ended', fail: 'failed' },
  // Whatever goes wrong while hanging up, the caller wanted it to be over.
  ending: { closed: 'ended', fail: 'ended' },
  ended: {},
  failed: {},
}

/** The state after a signal, or `undefined` where the signal means nothing any more (a late event, a second hang-up). */
export function nextCallState(state: CallState, signal: CallSignal): CallState | undefined {
  return NEXT[state][signal]
}

/** Whether nothing can follow. */
export function isFinalCallState(state: CallState): boolean {
  return state === 'ended' || state === 'failed'
}
