import type { Sql } from 'postgres'
import {
  type Accounts,
  MEMBERSHIPS,
  type OrganizationName,
  PERSON_NAMES,
  type PersonName,
  type Role,
} from '../world/people.ts'
import { PLANTED_CALLS, type PlantedCall } from '../world/planted-calls.ts'
import { ORGANIZATIONS } from '../world/planted-rows.ts'
import type { Catalog, Relation } from './catalog.ts'

export type Row = Record<string, unknown>

/** What is so in the seeded world, known from how it was made and not from what policies or triggers say. */
export interface WorldFacts {
  accounts: Accounts
  /** All rows of each relation, as their owner reads them. */
  rows: Record<string, Row[]>
  /** The person's personal organisation. */
  personalOf(person: PersonName): string
  /** What a person is in an organisation; null: nothing. */
  roleIn(person: PersonName | null, organizationId: unknown): Role | null
  /** How a call was made; undefined: by no one we know. */
  call(id: unknown): PlantedCall | undefined
  organizationId(name: OrganizationName): string
}

/** Reads what the database has made up itself (ids of personal organisations, numbers) and joins it to what was planted. */
export async function readWorldFacts(sql: Sql, accounts: Accounts, catalog: Catalog): Promise<WorldFacts> {
  const rows: Record<string, Row[]> = {}
  for (const relation of catalog.relations) rows[relation.name] = await readRows(sql, relation)
  const personal = new Map(PERSON_NAMES.map((person) => [person, personalOrganization(rows, accounts[person].id)]))
  const shared = new Map(Object.entries(ORGANIZATIONS).map(([name, { id }]) => [id, name as OrganizationName]))
  const calls = new Map(PLANTED_CALLS.map((call) => [call.id, call]))
  return {
    accounts,
    rows,
    personalOf: (person) => personal.get(person) ?? '',
    roleIn(person, organizationId) {
      if (!person || typeof organizationId !== 'string') return null
      if (personal.get(person) === organizationId) return 'owner'
      const roles: Partial<Record<OrganizationName, Role>> = MEMBERSHIPS[person]
      const name = shared.get(organizationId)
      return (name && roles[name]) ?? null
    },
    call: (id) => calls.get(String(id)),
    organizationId: (name) => ORGANIZATIONS[name].id,
  }
}

async function readRows(sql: Sql, relation: Relation): Promise<Row[]> {
  const rows = await sql.unsafe<{ row: Row }[]>(`select to_jsonb(t) as row from ${relation.name} t`)
  return rows.map(({ row }) => row)
}

function personalOrganization(rows: Record<string, Row[]>, personId: string): string {
  const found = rows['public.organizations']?.find((row) => row.personal_of === personId)
  if (typeof found?.id !== 'string') throw new Error('Every account needs a personal organisation')
  return found.id
}
