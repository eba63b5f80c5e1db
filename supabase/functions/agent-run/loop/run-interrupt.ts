/**
 * Why a worker leaves a run in the middle: its person cancelled it; it has had its time; another worker has it; this
 * worker is about to end; what happened in it cannot be stored.
 */
export type InterruptReason = 'cancelled' | 'deadline' | 'lease_lost' | 'hand_over' | 'not_stored'

/** Aborts whatever a run is about to do. */
export class RunInterrupt extends Error {
  readonly reason: InterruptReason

  constructor(reason: InterruptReason) {
    super(`The run was interrupted: ${reason}.`)
    this.name = 'RunInterrupt'
    this.reason = reason
  }
}
