import { z } from 'zod'

const listRequest = z.object({
  prefix: z.string().default(''),
  limit: z.number().int().min(1).max(1000).nullish(),
  offset: z.number().int().min(0).nullish(),
  search: z.string().nullish(),
  sortBy: z.object({ column: z.string().default('name'), order: z.string().default('asc') }).nullish(),
})

type Listed = { name: string; id: string | null } & Record<string, unknown>
type ListRequest = z.infer<typeof listRequest>

const everything = 100_000
const columns = ['id', 'updated_at', 'created_at', 'last_accessed_at', 'metadata'] as const

/**
 * Answers `POST /object/list/<bucket>` as the hosted storage service does: one folder at a time, names without the
 * folder's own, deeper folders as entries without an id, before the files. The embedded service lists whole paths.
 */
export async function listStorageFolder(
  request: Request,
  fetchAll: (request: Request) => Promise<Response>,
): Promise<Response> {
  const wanted = listRequest.safeParse(
    await request
      .clone()
      .json()
      .catch(() => undefined),
  )
  if (!wanted.success) return fetchAll(request)
  const folder = wanted.data.prefix.replace(/^\/+|\/+$/g, '')
  const prefix = folder ? `${folder}/` : ''
  const headers = new Headers(request.headers)
  headers.delete('content-length')
  const body = JSON.stringify({ prefix, limit: everything })
  const response = await fetchAll(new Request(request.url, { method: 'POST', headers, body }))
  if (!response.ok) return response
  const objects = ((await response.json()) as Listed[]).filter((object) => object.name.startsWith(prefix))
  return Response.json(page(entries(objects, prefix), wanted.data))
}

function entries(objects: Listed[], prefix: string): Listed[] {
  const folders = new Set<string>()
  const files: Listed[] = []
  for (const object of objects) {
    const [name = '', ...deeper] = object.name.slice(prefix.length).split('/')
    if (deeper.length > 0) folders.add(name)
    else files.push({ name, ...pick(object), id: object.id })
  }
  const empty = Object.fromEntries(columns.map((column) => [column, null]))
  return [...[...folders].map((name) => ({ name, ...empty, id: null })), ...files]
}

function page(all: Listed[], { search, sortBy, offset, limit }: ListRequest): Listed[] {
  const found = search ? all.filter(({ name }) => name.toLowerCase().startsWith(search.toLowerCase())) : all
  const [column, sign] = [sortBy?.column ?? 'name', sortBy?.order === 'desc' ? -1 : 1]
  const sorted = found.toSorted((a, b) => {
    if ((a.id === null) !== (b.id === null)) return a.id === null ? -1 : 1
    const by = a.id === null ? 'name' : column
    return String(a[by]).localeCompare(String(b[by])) * (a.id === null ? 1 : sign)
  })
  const from = offset ?? 0
  return sorted.slice(from, from + (limit ?? 100))
}

function pick(object: Listed): Record<string, unknown> {
  return Object.fromEntries(columns.map((column) => [column, object[column] ?? null]))
}
