import type { Sql } from 'postgres'

/** What `ai.search` is asked. */
export interface SearchArguments {
  query?: string
  embedding?: readonly number[] | undefined
  mode: 'hybrid' | 'text' | 'vector'
  limit: number
}

/** Rows of `ai.search` as a user gets them, in a transaction as PostgREST makes it. */
export async function searchAs(sql: Sql, userId: string, { query = '', embedding, mode, limit }: SearchArguments) {
  const claims = JSON.stringify({ sub: userId, role: 'authenticated' })
  return await sql.begin(async (tx) => {
    await tx`select set_config('role', 'authenticated', true), set_config('request.jwt.claims', ${claims}, true)`
    return await tx<{ chunk_id: string; source_id: string; page_number: number; text: string; score: number }[]>`
      select * from ai.search(
        ${query}, ${embedding ? `{${embedding.join(',')}}` : null}::real[], p_mode => ${mode}, p_limit => ${limit})`
  })
}
