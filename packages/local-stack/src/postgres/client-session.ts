import { StatementBook } from './statement-book.ts'
import type { TransactionStatus } from './wire-frames.ts'

/** Everything that is a client's own on a real server and that PGlite has only once. */
export type ClientSession = {
  readonly id: number
  readonly user: string
  /** settings that the client came with: they are what RESET returns to */
  readonly startSettings: ReadonlyMap<string, string>
  /** settings and role as they were when another client took over */
  settings: Map<string, string>
  sessionUser: string
  role: string
  /** settings may differ from the above: look before another client takes over */
  changed: boolean
  readonly statements: StatementBook
  /** `prepare …` statements in SQL, kept while others run */
  sqlStatements: string[]
  channels: Set<string>
  /** oids of temporary relations to drop when the client leaves */
  temporary: Set<string>
  /** parameters that the client was told last */
  readonly reported: Map<string, string>
  status: TransactionStatus
  /** messages ran since the last Sync: the implicit transaction is open */
  unsynced: boolean
  /** what to look after once no transaction is open */
  readonly pending: { listening: boolean; temporary: boolean; reset: boolean; authorization: boolean }
}

/** A fresh session as the startup message asks for it. */
export function createClientSession(id: number, user: string, settings: Map<string, string>): ClientSession {
  return {
    id,
    user,
    startSettings: settings,
    settings: new Map(settings),
    sessionUser: user,
    role: 'none',
    changed: false,
    statements: new StatementBook(id),
    sqlStatements: [],
    channels: new Set(),
    temporary: new Set(),
    reported: new Map(),
    status: 'I',
    unsynced: false,
    pending: { listening: false, temporary: false, reset: false, authorization: false },
  }
}

/** True while the session cannot be given to another client. */
export function isHolding(session: ClientSession): boolean {
  return session.status !== 'I' || session.unsynced
}
