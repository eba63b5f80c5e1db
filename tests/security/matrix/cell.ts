import type { Actor } from './actor.ts'

/** What the database said to a statement that ran as somebody and was rolled back. */
export interface Observed {
  /** SQLSTATE and message of an error. */
  code?: string
  message?: string
  /** The one value of a query. */
  value?: unknown
  /** Rows that a write touched. */
  count?: number
  /** What `check` saw afterwards. */
  after?: unknown
}

/** A statement that is run as somebody, and what must come of it. One that answers for several rows counts as several. */
export interface Cell {
  /** The relation or function that it is about. */
  subject: string
  actor: Pick<Actor, 'name' | 'databaseRole' | 'claims'>
  verb: 'select' | 'insert' | 'update' | 'delete' | 'move' | 'execute'
  /** As in `a call of max`. */
  what: string
  sql: string
  /** Whether `sql` is a query of one value. */
  isQuery: boolean
  /** A query of one value, run as the owner after the statement and before it is undone. */
  check?: string
  /** How many questions it answers. */
  weight: number
  /** What is wrong with the answer, a line each; nothing: all is as declared. */
  leaks(observed: Observed): string[]
}
