import type { CallError } from '@parley/client/call-error'
import type { CallActivity, ConnectionStatus } from '@parley/client/call-events'
import type { CallState } from '@parley/client/call-state'
import type { Turn } from '@parley/client/turn-draft'
import type { VoiceCall } from '@parley/client/voice-call'
import { type UnstoredItem, withUnstored } from './unstored-items.ts'

/** Everything about the call of this browser that a screen shows, levels aside. */
export type CallSnapshot = {
  state: CallState
  callId: string | null
  agentName: string
  turns: readonly Turn[]
  activity: CallActivity
  muted: boolean
  /** Audio goes up. */
  microphone: boolean
  playbackBlocked: boolean
  /** The latest problem; `fatal` when it ended the call. */
  problem: { error: CallError; fatal: boolean } | null
  /** Milliseconds since the epoch. */
  liveSince: number | null
  liveUntil: number | null
  /** How it was begun; the microphone may have gone since. */
  by: 'voice' | 'text'
  /** When a call began that this window took over from another; its first turns are read from the database. */
  continuedFrom: number | null
  /** The agent whose draft this call tries. */
  draftOf: string | null
  /** How the connection stands while it is being mended; `null` while there is nothing to say. */
  reconnecting: ConnectionStatus | null
  /** Turns that could not be stored, and are nowhere but here. */
  unstored: readonly UnstoredItem[]
}

/** What is known of a call before it is attached. */
export type AttachedCall = Pick<CallSnapshot, 'agentName'> &
  Partial<Pick<CallSnapshot, 'callId' | 'continuedFrom' | 'by' | 'draftOf'>>

const IDLE: CallSnapshot = {
  state: 'idle',
  callId: null,
  agentName: '',
  turns: [],
  activity: 'listening',
  muted: false,
  microphone: false,
  playbackBlocked: false,
  problem: null,
  liveSince: null,
  liveUntil: null,
  by: 'voice',
  continuedFrom: null,
  draftOf: null,
  reconnecting: null,
  unstored: [],
}

/**
 * The one call of this browser, outside of any screen, so that it goes on while its owner looks at something else. Made
 * for `useSyncExternalStore`.
 */
export class CallStore {
  /** Voice levels, changed in place 20 times a second. */
  readonly levels = { input: 0, output: 0 }
  #snapshot = IDLE
  #call: VoiceCall | null = null
  readonly #listeners = new Set<() => void>()

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  readonly getSnapshot = (): CallSnapshot => this.#snapshot

  /** The call to act on; `null` before the first. */
  get call(): VoiceCall | null {
    return this.#call
  }

  /** Shows a call from here on, in place of one that is over. The caller starts it. */
  attach(call: VoiceCall, known: AttachedCall): void {
    this.#call = call
    // A call that comes back to this window still lacks what could not be stored.
    const { callId, unstored } = this.#snapshot
    this.#set({ ...IDLE, ...known, unstored: known.callId === callId && callId !== null ? unstored : [] })
    const mine = (change: Partial<CallSnapshot>) => this.#call === call && this.#set({ ...this.#snapshot, ...change })
    call.on('state', (state) => mine({ state, ...this.#times(state) }))
    call.on('session', ({ callId, agent }) => mine({ callId, agentName: agent.name }))
    call.on('transcript', (turns) => mine({ turns }))
    call.on('activity', (activity) => mine({ activity }))
    call.on('muted', (muted) => mine({ muted }))
    call.on('microphone', (microphone) => mine({ microphone }))
    call.on('playback-blocked', (playbackBlocked) => mine({ playbackBlocked }))
    call.on('error', (problem) => mine({ problem }))
    call.on('connection', (connection) =>
      mine({ reconnecting: connection.status === 'reconnecting' ? connection : null }),
    )
    call.on('unstored', ({ items }) => mine({ unstored: withUnstored(this.#snapshot.unstored, items) }))
    call.on('event', ({ type }) => type === 'relay.persisted' && this.#storedAgain(call))
    call.on('level', ({ side, rms }) => {
      this.levels[side] = rms
    })
  }

  /** Puts a problem away that did not end the call. */
  dismissProblem(): void {
    this.#set({ ...this.#snapshot, problem: null })
  }

  /** Back to the beginning, after a call that is over. */
  reset(): void {
    this.#call = null
    this.#set(IDLE)
  }

  /** What was told to be late is there now. */
  #storedAgain(call: VoiceCall): void {
    if (this.#call === call && this.#snapshot.problem?.error.code === 'transcript_delayed') this.dismissProblem()
  }

  #times(state: CallState): Partial<CallSnapshot> {
    // Live again after a break is still the same call.
    if (state === 'live') {
      const { liveSince, continuedFrom } = this.#snapshot
      return { liveSince: liveSince ?? continuedFrom ?? Date.now(), reconnecting: null }
    }
    if (state !== 'ended' && state !== 'failed') return {}
    Object.assign(this.levels, { input: 0, output: 0 })
    return { liveUntil: Date.now(), reconnecting: null }
  }

  #set(snapshot: CallSnapshot): void {
    this.#snapshot = snapshot
    for (const listener of this.#listeners) listener()
  }
}

/** The app's. */
export const callStore = new CallStore()
