import type { PlantedCall } from './planted-calls.ts'
import { stableUuid } from './stable-uuid.ts'

/** The id of a planted call's only segment. */
export function plantedSegment(call: Pick<PlantedCall, 'id'>): string {
  return stableUuid(`segment ${call.id}`)
}
