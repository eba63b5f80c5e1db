import type { ApiFunction } from '../matrix/catalog.ts'
import type { Attempt } from './attempt.ts'

/** Values of a neighbour, by the word that an argument's name ends in. */
export type NeighbourValues = { uuids: Record<string, string>; texts: Record<string, string> }

/** Every function called with ids of each neighbour, argument by argument as its types want. */
export function functionAttempts(functions: ApiFunction[], neighbours: NeighbourValues[]): Attempt[] {
  return functions.flatMap((fn) =>
    neighbours.flatMap((values): Attempt[] => {
      const args = Object.fromEntries(
        fn.argumentNames.map((name, i) => [name, argument(name, fn.argumentTypes[i] ?? '', values)]),
      )
      const call = (says: string, get: boolean): Attempt => ({
        says: `${fn.shortName} ${says}`,
        kind: 'call',
        run: (client) => client.schema(fn.schema).rpc(fn.shortName, args, { get }),
      })
      return [call('posted', false), call('asked for', true)]
    }),
  )
}

function argument(name: string, type: string, { uuids, texts }: NeighbourValues): unknown {
  const word = Object.keys({ ...uuids, ...texts }).find((key) => name.replace(/^p_/, '').startsWith(key))
  if (type === 'uuid') return (word && uuids[word]) ?? Object.values(uuids)[0]
  if (type.startsWith('json')) return JSON.stringify([{ item_id: 'x', position: 1, role: 'user', text: 'x' }])
  if (type === 'boolean') return true
  if (type === 'integer' || type === 'bigint') return 1
  if (type.startsWith('timestamp')) return null
  return (word && texts[word]) ?? ''
}
