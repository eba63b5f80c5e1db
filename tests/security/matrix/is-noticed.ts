import type { Cell } from './cell.ts'
import type { Matrix } from './open-matrix.ts'
import { findLeaks } from './probe.ts'
import type { Removal } from './removal.ts'

const BATCH = 50

/**
 * Whether the matrix fails with this taken away. Cells that are likely to notice go first, then the others of the same
 * table or function, then all; the first that fails ends it. For they are all cells of the matrix: what one of them
 * notices, the whole does.
 */
export async function isNoticed({ sql, cells }: Pick<Matrix, 'sql' | 'cells'>, removal: Removal): Promise<boolean> {
  const about = cells.filter(({ subject }) => subject === removal.subject)
  const likely = about.filter((cell) => isLikely(cell, removal))
  const rest = [...about.filter((cell) => !likely.includes(cell)), ...cells.filter((cell) => !about.includes(cell))]
  for (const [some, size] of [
    [likely, BATCH],
    [rest, 1000],
  ] as const) {
    for (let i = 0; i < some.length; i += size) {
      const leaks = await findLeaks(sql, some.slice(i, i + size), removal.statements)
      if (leaks.length > 0) return true
    }
  }
  return false
}

function isLikely({ verb, what, actor }: Cell, { likely = {} }: Removal): boolean {
  return (
    (likely.verb === undefined || likely.verb === verb) &&
    (likely.what === undefined || likely.what === what) &&
    (likely.role === undefined || likely.role === actor.databaseRole)
  )
}
