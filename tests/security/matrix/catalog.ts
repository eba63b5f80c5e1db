import type { Sql } from 'postgres'

export interface Column {
  name: string
  type: string
  /** computed from others: nobody writes it */
  generated: boolean
}

/** A table, view or materialised view that somebody may ask for over an API. */
export interface Relation {
  name: string
  kind: 'table' | 'view' | 'materialized view'
  columns: Column[]
  /** Columns of the primary key; none for a view. */
  key: string[]
}

/** A function that somebody may call over an API. `name` has the argument types: `public.f(uuid, text)`. */
export interface ApiFunction {
  name: string
  schema: string
  shortName: string
  argumentNames: string[]
  argumentTypes: string[]
  source: string
}

export interface Policy {
  table: string
  name: string
  command: string
  permissive: boolean
  /** Its two conditions, as far as it has them. */
  using: string | null
  check: string | null
}

/** What the exposed schemas hold, as the database itself says. */
export interface Catalog {
  schemas: string[]
  relations: Relation[]
  functions: ApiFunction[]
  policies: Policy[]
}

/** Tables of the platform that our migrations may put policies on. */
const PLATFORM_TABLES = ['realtime.messages', 'storage.objects', 'storage.buckets']

/**
 * Reads the catalog of the exposed schemas, and of the platform's tables as far as they have policies: without one
 * nobody but the service has anything there.
 */
export async function readCatalog(sql: Sql, schemas: string[]): Promise<Catalog> {
  const policies = await sql<Policy[]>`
    select schemaname || '.' || tablename as table, policyname as name, cmd as command,
      permissive = 'PERMISSIVE' as permissive,
      qual as "using", with_check as "check"
    from pg_policies
    where schemaname = any (${schemas}) or schemaname || '.' || tablename = any (${PLATFORM_TABLES})
    order by 1, 2`
  const relations = await sql<Relation[]>`
    select n.nspname || '.' || c.relname as name,
      case c.relkind when 'v' then 'view' when 'm' then 'materialized view' else 'table' end as kind,
      (select json_agg(json_build_object('name', a.attname, 'type', format_type(a.atttypid, a.atttypmod),
          'generated', a.attgenerated <> '') order by a.attnum)
        from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped) as columns,
      coalesce((select json_agg(a.attname order by array_position(i.indkey::int2[], a.attnum))
        from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any (i.indkey::int2[])
        where i.indrelid = c.oid and i.indisprimary), '[]') as key
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p', 'v', 'm', 'f') and not c.relispartition
      and (n.nspname = any (${schemas}) or n.nspname || '.' || c.relname = any (${policies.map(({ table }) => table)}))
    order by 1`
  return { schemas, relations: [...relations], functions: await readFunctions(sql, schemas), policies: [...policies] }
}

/** Functions of extensions and trigger functions are not offered by the Data API. */
async function readFunctions(sql: Sql, schemas: string[]): Promise<ApiFunction[]> {
  return sql<ApiFunction[]>`
    select n.nspname || '.' || p.proname || '(' || oidvectortypes(p.proargtypes) || ')' as name,
      n.nspname as schema, p.proname as "shortName", p.prosrc as source,
      coalesce((p.proargnames)[1:p.pronargs], '{}') as "argumentNames",
      array(select format_type(t, null) from unnest(p.proargtypes::oid[]) with ordinality as a(t, i) order by i)
        as "argumentTypes"
    from pg_proc p join pg_namespace n on n.oid = p.pronamespace
    where n.nspname = any (${schemas}) and p.prorettype not in ('trigger'::regtype, 'event_trigger'::regtype)
      and not exists (select from pg_depend d where d.objid = p.oid and d.classid = 'pg_proc'::regclass and d.deptype = 'e')
    order by 1`
}
