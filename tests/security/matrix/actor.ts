import { type Accounts, PERSON_NAMES, type PersonName } from '../world/people.ts'
import { plantedAgent } from '../world/planted-rows.ts'

export type DatabaseRole = 'anon' | 'authenticated' | 'service_role'

/** Somebody who asks: a person, an agent that acts for one, the service, or nobody. */
export interface Actor {
  name: string
  databaseRole: DatabaseRole
  /** Whose rights they have; null for anon and the service. */
  person: PersonName | null
  /** The person's id, null for anon and the service. */
  id: string | null
  /** Whether an agent acts for the person (`act.sub` in the token). */
  isAgent: boolean
  /** The token's claims, as the Data API hands them to the database. */
  claims: Record<string, unknown>
}

/** Everybody of the seeded world, an agent of a member and one of an owner, the service, and a caller without session. */
export function listActors(accounts: Accounts): Actor[] {
  const people = PERSON_NAMES.map((name) => personActor(accounts, name))
  const agents = (['mia', 'olga'] as const).map((name) => agentActor(accounts, name))
  return [plainActor('anon'), ...people, ...agents, plainActor('service_role')]
}

function plainActor(databaseRole: 'anon' | 'service_role'): Actor {
  const claims = { role: databaseRole }
  return { name: databaseRole, databaseRole, person: null, id: null, isAgent: false, claims }
}

/** A person, signed in. */
export function personActor(accounts: Accounts, name: PersonName): Actor {
  const { id, email } = accounts[name]
  const claims = { sub: id, email, role: 'authenticated', aud: 'authenticated' }
  return { name, databaseRole: 'authenticated', person: name, id, isAgent: false, claims }
}

function agentActor(accounts: Accounts, name: PersonName): Actor {
  const person = personActor(accounts, name)
  const claims = { ...person.claims, act: { sub: plantedAgent('north') } }
  return { ...person, name: `agent of ${name}`, isAgent: true, claims }
}
