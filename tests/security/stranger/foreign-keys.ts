import type { Sql } from 'postgres'

export interface ForeignKey {
  name: string
  from: string
  to: string
}

/** Foreign keys between tables of one exposed schema: what embeds can follow. Names come without the schema. */
export function readForeignKeys(sql: Sql, schema: string): Promise<ForeignKey[]> {
  return sql<ForeignKey[]>`
    select c.conname as name, f.relname as from, t.relname as to
    from pg_constraint c join pg_class f on f.oid = c.conrelid join pg_class t on t.oid = c.confrelid
    where c.contype = 'f' and f.relnamespace = ${schema}::regnamespace and t.relnamespace = ${schema}::regnamespace
    order by 1`
}
