import type { Cell, Observed } from './cell.ts'
import type { Outcome } from './expectation.ts'

/** What came of a write, in a word; an error of ours by its code, any other by its SQLSTATE. */
export function outcomeOf(observed: Observed): Outcome {
  if (observed.code === '42501') return 'denied'
  if (observed.code?.startsWith('PT')) return observed.message ?? ''
  if (observed.code) return observed.code
  if (observed.count === 0) return 'nothing'
  return observed.after === true ? 'done' : `counted ${observed.count}, but the row is as it was`
}

/** Expects one of these outcomes. */
export function expectOutcome(...expected: Outcome[]): Cell['leaks'] {
  return (observed) => {
    const outcome = outcomeOf(observed)
    if (expected.includes(outcome)) return []
    return [`${outcome} (${observed.message ?? 'no error'}), expected ${expected.join(' or ')}`]
  }
}
