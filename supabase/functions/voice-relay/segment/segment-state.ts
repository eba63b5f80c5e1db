/**
 * Where a segment is. `connecting`: admitted, the provider is being reached. `standby`: ready, another segment has the
 * call. `live`: it has the call. `draining`: live, and the client was asked to leave. `adrift`: it has the call and no
 * client. `leaving`: it stores what is finished for the next one. `ending`: it ends the call. `over`: nothing is left.
 */
export type SegmentState = 'connecting' | 'standby' | 'live' | 'draining' | 'adrift' | 'leaving' | 'ending' | 'over'

/** What moves a segment. */
export type SegmentSignal = 'ready' | 'taken' | 'drain' | 'client-lost' | 'leave' | 'end' | 'over'

const NEXT: Record<SegmentState, Partial<Record<SegmentSignal, SegmentState>>> = {
  connecting: { ready: 'standby', taken: 'live', end: 'ending' },
  standby: { taken: 'live', end: 'ending' },
  live: { drain: 'draining', 'client-lost': 'adrift', leave: 'leaving', end: 'ending' },
  draining: { 'client-lost': 'adrift', leave: 'leaving', end: 'ending' },
  adrift: { leave: 'leaving', end: 'ending' },
  leaving: { over: 'over' },
  ending: { over: 'over' },
  over: {},
}

/** The state after a signal, or `undefined` where the signal means nothing (any more). */
export function nextSegmentState(state: SegmentState, signal: SegmentSignal): SegmentState | undefined {
  return NEXT[state][signal]
}

/** Whether frames pass: the segment has the call and is not on its way out. */
export function isCarrying(state: SegmentState): boolean {
  return state === 'live' || state === 'draining' || state === 'adrift'
}
