import type { Sql, TransactionSql } from 'postgres'
import type { Identity } from '../authorization/identity.ts'
import type { ChangeRequest } from './change-request.ts'
import { ChangeRequestError } from './change-request-error.ts'

/** The database's side of subscriptions: what is written there decides what the triggers capture and who sees it. */
export class ChangeSubscriptions {
  readonly #sql: Sql

  constructor(sql: Sql) {
    this.#sql = sql
  }

  /** Forgets what an earlier process left behind. */
  async reset(): Promise<void> {
    await this.#sql`select realtime.unsubscribe(array(select subscription_id from realtime.subscription_request))`
    await this.#sql`delete from realtime.outbox`
  }

  /**
   * Subscribes all or none, replacing what stood under the same ids. When it returns, later commits are captured.
   *
   * @throws ChangeRequestError with a message for the client
   */
  async replace(requests: Map<number, ChangeRequest>, identity: Identity): Promise<void> {
    await this.#sql`select realtime.sync_publication()`
    await this.#sql.begin(async (transaction) => {
      for (const [id, request] of requests) await subscribe(transaction, id, request, identity)
    })
  }

  async remove(ids: number[]): Promise<void> {
    if (ids.length > 0) await this.#sql`select realtime.unsubscribe(${ids}::bigint[])`
  }
}

async function subscribe(sql: TransactionSql, id: number, request: ChangeRequest, identity: Identity): Promise<void> {
  const { event, schema, table, filters, select } = request
  const [row] = await sql<{ tables: number }[]>`
    select realtime.subscribe(
      ${id}, ${event}, ${schema}, ${table}, ${JSON.stringify(filters)}::text::jsonb, ${select}::text[],
      ${JSON.stringify(identity.claims)}::text::jsonb
    ) as tables`.catch((error: unknown) => {
    throw isDatabaseRefusal(error) ? new ChangeRequestError(refusedText(request, error.message)) : error
  })
  if (row?.tables === 0) throw new ChangeRequestError(unpublishedText(request))
}

function isDatabaseRefusal(error: unknown): error is Error & { code: string } {
  return error instanceof Error && error.name === 'PostgresError'
}

function unpublishedText(request: ChangeRequest): string {
  return `Unable to subscribe to changes with given parameters. Please check Realtime is enabled for the given connect parameters: [${described(request)}]`
}

function refusedText(request: ChangeRequest, reason: string): string {
  return `Unable to subscribe to changes with given parameters. An exception happened so please check your connect parameters: [${described(request)}]. Exception: ${reason}`
}

function described({ event, schema, table, filters, select }: ChangeRequest): string {
  const filterText = JSON.stringify(filters.map((f) => [f.column, f.operator, f.value, f.negate]))
  return `event: ${event}, schema: ${schema}, table: ${table}, filters: ${filterText}, select: ${JSON.stringify(select)}`
}
