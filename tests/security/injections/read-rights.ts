import type { Sql } from 'postgres'
import type { Accounts } from '../world/people.ts'

/** Tables that say who somebody is, may do, or has: no agent of Mia's changes a row of them. */
const TABLES = [
  'memberships',
  'profiles',
  'organizations',
  'plans',
  'agents',
  'agent_versions',
  'invitations',
  'calls',
  'messages',
  'documents',
  'ai.sources',
  'ai.pages',
  'ai.chunks',
  'ai.knowledge_bases',
  'ai.indexed_sources',
  'ai.agent_knowledge_bases',
  'ai.tools',
  'ai.agent_tools',
  'ai.tool_hosts',
  'private.tool_secrets',
  'auth.users',
]

/** A digest of each of them, and of the notes of all but Mia. */
export async function readRights(sql: Sql, { mia }: Accounts): Promise<Record<string, string>> {
  const parts = [...TABLES.map((name) => [name, name]), ['notes', `(select * from notes where user_id <> '${mia.id}')`]]
  const queries = parts.map(
    ([name, from]) =>
      `select '${name}' as name, md5(coalesce(string_agg(t::text, '|' order by t::text), '')) as digest from ${from} t`,
  )
  const rows = await sql.unsafe<{ name: string; digest: string }[]>(queries.join(' union all '))
  return Object.fromEntries(rows.map(({ name, digest }) => [name, digest]))
}

/** The tables that are not what they were. */
export const changedTables = (before: Record<string, string>, after: Record<string, string>): string[] =>
  Object.keys(after).filter((name) => before[name] !== after[name])
