import type { Sql } from 'postgres'

/**
 * Requests of the data API that the embedded service does not read as PostgREST does, put so that it does: a row
 * without any value (`insert({})`) means one of defaults, for which it must be told a column.
 */
export async function mendRestRequest(request: Request, sql: Sql): Promise<Request> {
  const url = new URL(request.url)
  const table = /^\/rest\/v1\/([^/]+)$/.exec(url.pathname)?.[1]
  if (request.method !== 'POST' || !table || url.searchParams.get('columns')) return request
  const length = Number(request.headers.get('content-length'))
  if (length > 1000) return request
  const text = await request.clone().text()
  if (!/^\s*(\{\s*\}|\[\s*\{\s*\}\s*\])\s*$/.test(text)) return request
  const column = await insertableColumn(sql, request.headers.get('content-profile') ?? 'public', decodeURIComponent(table))
  if (!column) return request
  url.searchParams.set('columns', `"${column}"`)
  const headers = new Headers(request.headers)
  headers.set('prefer', [request.headers.get('prefer'), 'missing=default'].filter(Boolean).join(','))
  return new Request(url, { method: 'POST', headers, body: text })
}

/** A column that the request may name: one with a default comes first, and one that roles other than ours may write. */
async function insertableColumn(sql: Sql, schema: string, table: string): Promise<string | undefined> {
  const [row] = await sql<{ name: string }[]>`
    select a.attname as name
    from pg_attribute a
    join pg_class c on c.oid = a.attrelid
    join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = ${schema} and c.relname = ${table}
      and a.attnum > 0 and not a.attisdropped and a.attgenerated = '' and a.attidentity <> 'a'
    order by has_column_privilege('authenticated', c.oid, a.attnum, 'insert') desc, a.atthasdef desc, a.attnum
    limit 1`
  return row?.name
}
