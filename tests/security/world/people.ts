import { stableUuid } from './stable-uuid.ts'

/** What somebody is in an organisation. */
export type Role = 'owner' | 'admin' | 'member'

/** The two organisations of the seeded world that have members. */
export type OrganizationName = 'north' | 'south'

/** Those who live in the seeded world, and what they are where. Everybody has a personal organisation besides. */
export const MEMBERSHIPS = {
  olga: { north: 'owner' },
  adam: { north: 'admin' },
  mia: { north: 'member' },
  max: { north: 'member' },
  // in both, with less in North: roles of one organisation must not count in another
  ivy: { north: 'member', south: 'admin' },
  otto: { south: 'owner' },
  sam: { south: 'member' },
  // was a member of North when they called
  gone: {},
  // belongs nowhere
  stray: {},
} satisfies Record<string, Partial<Record<OrganizationName, Role>>>

export type PersonName = keyof typeof MEMBERSHIPS

export const PERSON_NAMES = Object.keys(MEMBERSHIPS) as PersonName[]

/** Ids and addresses by name; the stranger's test takes those that Auth gave. */
export type Accounts = Record<PersonName, { id: string; email: string }>

/** Accounts for a database without Auth in front of it. */
export function plainAccounts(): Accounts {
  const entries = PERSON_NAMES.map((name) => [name, { id: stableUuid(name), email: `${name}@example.test` }])
  return Object.fromEntries(entries) as Accounts
}
