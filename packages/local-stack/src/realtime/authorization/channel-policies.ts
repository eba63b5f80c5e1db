import type { Sql } from 'postgres'
import type { Identity } from './identity.ts'

export type Extension = 'broadcast' | 'presence'

/**
 * Asks the policies on `realtime.messages` about a private channel. Holds nothing: a channel keeps the answers for as
 * long as its token stays the same.
 */
export class ChannelPolicies {
  readonly #sql: Sql

  constructor(sql: Sql) {
    this.#sql = sql
  }

  /** The extensions of this topic that the identity may read. A policy that raises shows nothing. */
  async readable(topic: string, identity: Identity, extensions: Extension[]): Promise<Set<Extension>> {
    const [row] = await this.#sql<{ readable: Extension[] }[]>`
      select realtime.readable_extensions(
        ${topic}, ${JSON.stringify(identity.claims)}::text::jsonb, '{}', ${extensions}::text[]
      ) as readable`
    return new Set(row?.readable)
  }

  /** Whether the identity may write messages of this extension to the topic. */
  async mayWrite(topic: string, identity: Identity, extension: Extension): Promise<boolean> {
    const [row] = await this.#sql<{ allowed: boolean }[]>`
      select realtime.may_write(${topic}, ${JSON.stringify(identity.claims)}::text::jsonb, '{}', ${extension}) as allowed`
    return row?.allowed === true
  }
}
