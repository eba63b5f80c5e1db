import type { Attempt } from './attempt.ts'
import type { ForeignKey } from './foreign-keys.ts'

/** Every foreign key followed in both directions, in every way that a select can. */
export function embedAttempts(keys: ForeignKey[], idOf: (table: string) => string, ids: string[]): Attempt[] {
  return keys.flatMap(({ name, from, to }) => [
    ...embed(from, to, name, idOf, ids),
    ...embed(to, from, name, idOf, ids),
    {
      says: `${from} → ${to} → ${from}`,
      kind: 'read' as const,
      run: (client) =>
        client.from(from).select(`${idOf(from)},up:${to}!${name}(${idOf(to)},down:${from}!${name}(${idOf(from)}))`),
    },
  ])
}

function embed(outer: string, inner: string, key: string, idOf: (table: string) => string, ids: string[]): Attempt[] {
  const selects = [
    `${idOf(outer)},${inner}!${key}(${idOf(inner)})`,
    `${idOf(outer)},${inner}!${key}!inner(${idOf(inner)})`,
    `${idOf(outer)},taken:${inner}!${key}(${idOf(inner)})`,
    `${idOf(outer)},${inner}!${key}(count)`,
    `${idOf(outer)},${inner}(*)`,
    `*,${inner}!${key}(*)`,
  ]
  const plain = selects.map(
    (select): Attempt => ({
      says: `${outer} with ${select}`,
      kind: 'read',
      run: (client) => client.from(outer).select(select, { count: 'exact' }),
    }),
  )
  const filtered: Attempt = {
    says: `${outer} by an id of ${inner}`,
    kind: 'read',
    run: (client) =>
      client
        .from(outer)
        .select(`${idOf(outer)},taken:${inner}!${key}!inner(${idOf(inner)})`)
        .in(`taken.${idOf(inner).split(',')[0]}`, ids),
  }
  return [...plain, filtered]
}
