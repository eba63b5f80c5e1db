import { activeRuns } from './active-run.ts'

let isListening = false

/** Lets go of every run when the platform takes the worker away, so that the next goes on at once. */
export function listenForUnload(): void {
  if (isListening) return
  isListening = true
  addEventListener('beforeunload', () => {
    for (const run of activeRuns.values()) run.interrupt('hand_over')
  })
}
