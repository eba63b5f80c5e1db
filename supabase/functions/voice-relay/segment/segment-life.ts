import { log } from '../../_shared/log.ts'
import { isCarrying, nextSegmentState, type SegmentSignal, type SegmentState } from './segment-state.ts'

/** Where one segment is, shared by its parts; whoever moves it first decides how it ends. */
export class SegmentLife {
  #callId: string
  #state: SegmentState = 'connecting'
  #over = Promise.withResolvers<void>()

  constructor(callId: string) {
    this.#callId = callId
  }

  get state(): SegmentState {
    return this.#state
  }

  /** It has the call, and is not on its way out. */
  get carrying(): boolean {
    return isCarrying(this.#state)
  }

  /** Settles when nothing is left of the segment. */
  get over(): Promise<void> {
    return this.#over.promise
  }

  /** False when the signal means nothing any more. */
  signal(signal: SegmentSignal): boolean {
    const next = nextSegmentState(this.#state, signal)
    if (next === undefined) return false
    this.#state = next
    return true
  }

  /** The last thing that the segment does. */
  async finish(leave: () => unknown): Promise<void> {
    try {
      await leave()
    } catch (cause) {
      log('error', 'leave_taking_failed', { call_id: this.#callId, cause: String(cause) })
    }
    this.signal('over')
    this.#over.resolve()
  }
}
