import { createObedientBrain, OBEDIENT_MODEL } from '../obedient/create-obedient-brain.ts'
import type { Brain } from './brain.ts'
import { createBrain } from './create-brain.ts'

/**
 * The brain of a stand-in: the usual one, and for the model `stand-in-obedient`, or for all with `obedient`, the one
 * that does what any text tells it.
 */
export function chooseBrain(options: { obedient?: boolean } = {}): Brain {
  const usual = createBrain()
  const obedient = createObedientBrain(usual)
  return (request) => (options.obedient || request.model === OBEDIENT_MODEL ? obedient : usual)(request)
}
