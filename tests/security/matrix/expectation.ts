import type { Actor, DatabaseRole } from './actor.ts'
import type { Rule } from './rule.ts'
import type { Row, WorldFacts } from './world-facts.ts'

/** What came of an attempt: rows changed; no row was there for the actor; no right to it; or an error's message. */
export type Outcome = 'done' | 'nothing' | 'denied' | (string & {})

/** A row that somebody tries to insert. */
export interface InsertAttempt {
  /** What it is, as in `an agent for North`. */
  says: string
  row(world: WorldFacts, actor: Actor): Row
  /** Signed-in people who may; anon never. */
  by: Rule[]
  /** What the others hear. Default `denied`. */
  otherwise?: Outcome | ((actor: Actor, world: WorldFacts) => Outcome)
  /** What the service hears. Default `done`: it proves that the row itself is sound. */
  service?: Outcome
}

/** Who may do what to the rows and columns of a table or view. What is not said is not allowed to anybody but the service. */
export interface TableExpectation {
  table: `${string}.${string}`
  /** Signed-in people who see a row: any of these. */
  seenBy: Rule[]
  /** Signed-in people who may change a row in the columns of `columns.update`. */
  changedBy?: Rule[]
  deletedBy?: Rule[]
  columns: {
    /** Columns that signed-in people may read; `all` is every one that there is. */
    read: 'all' | string[]
    insert?: string[]
    update?: string[]
  }
  /** At least one for a table. Say one for each way in that somebody could try. */
  inserts?: InsertAttempt[]
  /** What the service is not free to do; what is not said here, it may. */
  service?: {
    /** Columns that it may write, where not all. */
    insert?: string[]
    update?: string[]
    /** What it hears when it deletes a row. */
    delete?: 'denied' | ((row: Row, world: WorldFacts) => Outcome)
    /** What it may hear, beside `done`, when it moves a row to another owner. */
    move?: Outcome[]
  }
  /**
   * A table of the platform's: everybody has every right to it (or every one but to delete), anon too, and its policies
   * alone protect it.
   */
  ofPlatform?: true | 'but delete'
  /** What tells rows apart, where there is no primary key (views). */
  key?: string[]
}

/** What a call gives: `denied`, an error's message, or rows that carry these values. */
export type Answer =
  | 'denied'
  | { fails: string }
  | { gives: Row[] | unknown[] }
  | { leaves: unknown; gives?: unknown[] }

/** One call of a function, tried as everybody. */
export interface DeclaredCall {
  /** With what, as in `for North`. */
  says: string
  args(world: WorldFacts, actor: Actor): Record<string, unknown>
  /** What comes back, for those who may execute the function. */
  answer(actor: Actor, world: WorldFacts): Answer
  /** A query of one value that shows, as the owner of the database, what the call left behind. */
  look?(world: WorldFacts, actor: Actor): string
}

/** Who may call a function, and what they get. */
export interface FunctionExpectation {
  /** With its argument types, as the matrix names it: `public.f(uuid, text)`. */
  function: string
  executableBy: DatabaseRole[]
  calls: [DeclaredCall, ...DeclaredCall[]]
}

export type Expectation = TableExpectation | FunctionExpectation
