import type { FunctionExpectation } from '../matrix/expectation.ts'
import type { WorldFacts } from '../matrix/world-facts.ts'
import type { PersonName } from '../world/people.ts'
import { plantedCall } from '../world/planted-calls.ts'
import { plantedSegment } from '../world/planted-segment.ts'

const call = plantedCall('mia', { live: true })
const endedFor = (person: PersonName) => (world: WorldFacts) => ({
  p_segment_id: plantedSegment(call),
  p_owner: world.accounts[person].id,
  p_reason: 'hangup',
})
const look = () => `select end_reason from calls where id = '${call.id}'`

export const endCallSegment = {
  function: 'public.end_call_segment(uuid, uuid, text, boolean)',
  executableBy: ['service_role'],
  calls: [
    { says: 'for Mia', args: endedFor('mia'), look, answer: () => ({ leaves: 'hangup' }) },
    { says: 'for Max, whose call it is not', args: endedFor('max'), look, answer: () => ({ leaves: null }) },
  ],
} satisfies FunctionExpectation
