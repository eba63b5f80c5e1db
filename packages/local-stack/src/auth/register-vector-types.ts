import type { Sql } from 'postgres'

/**
 * Lets pgvector's types take a JSON array, as PostgREST does (`insert({ embedding: [0.1, …] })`). Their numbers differ
 * from database to database; does nothing where the extension is missing.
 */
export async function registerVectorTypes(sql: Sql): Promise<void> {
  const types = await sql<{ oid: number }[]>`
    select oid::int from pg_type where typname in ('vector', 'halfvec') and typtype = 'b'`
  for (const { oid } of types) {
    sql.options.serializers[oid] = (value) => (Array.isArray(value) ? JSON.stringify(value) : String(value))
  }
}
