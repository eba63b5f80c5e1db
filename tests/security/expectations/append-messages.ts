import type { FunctionExpectation } from '../matrix/expectation.ts'
import type { WorldFacts } from '../matrix/world-facts.ts'
import type { PersonName } from '../world/people.ts'
import { plantedCall } from '../world/planted-calls.ts'

const call = plantedCall('mia', { live: true })
const asOwner = (person: PersonName) => (world: WorldFacts) => ({
  p_call_id: call.id,
  p_owner: world.accounts[person].id,
  p_items: JSON.stringify([{ item_id: 'new', position: 9999, role: 'user', text: 'hello' }]),
})
const look = () => `select user_id from messages where call_id = '${call.id}' and item_id = 'new'`

export const appendMessages = {
  function: 'public.append_messages(uuid, uuid, jsonb, uuid, bigint, jsonb)',
  executableBy: ['service_role'],
  calls: [
    { says: "to Mia's call", args: asOwner('mia'), look, answer: (_, world) => ({ leaves: world.accounts.mia.id }) },
    { says: "to Mia's call in Max's name", args: asOwner('max'), answer: () => ({ fails: 'call_not_found' }) },
  ],
} satisfies FunctionExpectation
