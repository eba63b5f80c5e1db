import type { FaultRig } from './start-fault-rig.ts'

/** A newer version of the relay is deployed: its worker is told to go, and has so long for its calls. */
export function replaceWorker(rig: Pick<FaultRig, 'stack'>, graceMs = 10_000): void {
  rig.stack?.functions.replace('voice-relay', graceMs)
}
