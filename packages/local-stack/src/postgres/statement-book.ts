import { type StatementTraits, statementTraits } from './statement-traits.ts'
import { frame, readString } from './wire-frames.ts'

/**
 * A prepared statement of one client and how to make it again. `madeAt` is the engine's count of simple queries when
 * it was made: each of those destroys the unnamed statement. Minus one: the engine has lost it.
 */
export type Statement = { engineName: string; parse: Buffer; traits: StatementTraits; madeAt: number }

/**
 * The prepared statements of one client. Names are prefixed on the engine, so that clients cannot meet; a statement
 * that the engine has lost (the unnamed one when another client ran, all after DISCARD ALL) is parsed again on use.
 */
export class StatementBook {
  readonly prefix: string
  #statements = new Map<string, Statement>()

  constructor(clientId: number) {
    this.prefix = `client${clientId}:`
  }

  get(name: string): Statement | undefined {
    return this.#statements.get(name)
  }

  all(): Iterable<Statement> {
    return this.#statements.values()
  }

  /** Reads a Parse message; it is in the book only after `add`. */
  read(body: Buffer): { name: string; statement: Statement } {
    const { text: name, next } = readString(body, 0)
    const { text: sql } = readString(body, next)
    const engineName = this.engineName(name)
    const parse = frame('P', engineName, body.subarray(next))
    return { name, statement: { engineName, parse, traits: statementTraits(sql), madeAt: lost } }
  }

  add(name: string, statement: Statement): void {
    this.#statements.set(name, statement)
  }

  /** Whether the engine still has the statement, given its count of simple queries. */
  isLive(statement: Statement, simpleQueries: number): boolean {
    return statement.engineName === '' ? statement.madeAt === simpleQueries : statement.madeAt !== lost
  }

  remove(name: string): void {
    this.#statements.delete(name)
  }

  clear(): void {
    this.#statements.clear()
  }

  /** The engine no longer has them; they come back on use. */
  lose(): void {
    for (const statement of this.#statements.values()) statement.madeAt = lost
  }

  engineName(name: string): string {
    return name === '' ? '' : `${this.prefix}${name}`
  }
}

const lost = -1
