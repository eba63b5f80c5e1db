import type { Sql } from 'postgres'
import type { Catalog, Policy } from './catalog.ts'
import type { Cell } from './cell.ts'

/** One thing that protects, taken away: the statements that do it, and what it protects. */
export interface Removal {
  says: string
  subject: string
  statements: string[]
  /** Cells that should notice it: tried first. Without them, all of the subject's are. */
  likely?: Partial<Pick<Cell, 'verb' | 'what'>> & { role?: string }
}

/**
 * Everything that protects what is exposed, each taken away by itself: policies removed and policies opened to all,
 * row level security switched off, rights granted that are not granted.
 */
export async function listRemovals(sql: Sql, catalog: Catalog): Promise<Removal[]> {
  return [
    ...catalog.policies.flatMap(policyRemovals),
    ...catalog.relations
      .filter(({ name, kind }) => kind === 'table' && !isOpenToAll(catalog, name))
      .map(({ name }) => ({
        says: `row level security of ${name} off`,
        subject: name,
        statements: [`alter table ${name} disable row level security`],
        likely: { verb: 'select' as const },
      })),
    ...(await columnGrants(sql, catalog)),
    ...(await functionGrants(sql, catalog)),
    ...roleChecks(catalog),
    ...documentChecks(catalog),
    ...readableSources(),
    ...runChecks(catalog),
    {
      says: "every topic counts as one's own",
      subject: 'realtime.messages',
      statements: [
        `create or replace function private.hears_topic(p_topic text) returns boolean language sql stable as $$ select true $$`,
      ],
      likely: { verb: 'select' as const, role: 'authenticated' },
    },
  ]
}

/** Every row of it is everybody's to see, and rights alone keep them from writing: without policies it would be the same. */
function isOpenToAll({ policies }: Catalog, table: string): boolean {
  return policies
    .filter((policy) => policy.table === table)
    .every(({ using, check }) => isAlways(using) && isAlways(check))
}

function isAlways(condition: string | null): boolean {
  return condition === null || /^\(?true\)?$/.test(condition)
}

function policyRemovals({ table, name, command, using, check }: Policy): Removal[] {
  const policy = `"${name}" on ${table}`
  const opened = [using && 'using (true)', check && 'with check (true)'].filter(Boolean).join(' ')
  const likely = { verb: command === 'ALL' ? ('select' as const) : (command.toLowerCase() as Cell['verb']) }
  const removals = [{ says: `removed: ${policy}`, subject: table, statements: [`drop policy ${policy}`], likely }]
  // What everybody may do anyway cannot be opened further.
  if (isAlways(using) && isAlways(check)) return removals
  removals.push({
    says: `opened to all (${command}): ${policy}`,
    subject: table,
    statements: [`alter policy ${policy} ${opened}`],
    likely,
  })
  return removals
}

/** Every right on a column (or to delete) that a client's role does not have, given to it. */
async function columnGrants(sql: Sql, catalog: Catalog): Promise<Removal[]> {
  const tables = catalog.relations.map(({ name }) => name)
  const rows = await sql<{ table: string; role: string; verb: Cell['verb']; what: string; right: string }[]>`
    select t.name as table, r.role, p.verb, 'column ' || a.attname as what, p.verb || ' (' || quote_ident(a.attname) || ')' as right
    from unnest(${tables}::text[]) as t(name), unnest(array['anon', 'authenticated']) as r(role),
      unnest(array['select', 'insert', 'update']) as p(verb), pg_attribute a
    where a.attrelid = t.name::regclass and a.attnum > 0 and not a.attisdropped
      and (p.verb = 'select' or a.attgenerated = '')
      and not has_column_privilege(r.role, a.attrelid, a.attnum, p.verb)
    union all
    select t.name, r.role, 'delete', 'any row', 'delete'
    from unnest(${tables}::text[]) as t(name), unnest(array['anon', 'authenticated']) as r(role)
    where not has_table_privilege(r.role, t.name::regclass, 'delete')`
  return rows.map(({ table, role, verb, what, right }) => ({
    says: `granted to ${role}: ${right} on ${table}`,
    subject: table,
    statements: [usageFor(table, role), `grant ${right} on ${table} to ${role}`],
    likely: { verb, what, role },
  }))
}

/** Every function that a role may not execute, made executable. */
async function functionGrants(sql: Sql, catalog: Catalog): Promise<Removal[]> {
  const names = catalog.functions.map(({ name }) => name)
  const rows = await sql<{ name: string; role: string }[]>`
    select f.name, r.role from unnest(${names}::text[]) as f(name), unnest(array['anon', 'authenticated', 'service_role']) as r(role)
    where not has_function_privilege(r.role, f.name::regprocedure, 'execute')`
  return rows.map(({ name, role }) => ({
    says: `granted to ${role}: execute on ${name}`,
    subject: name,
    statements: [usageFor(name, role), `grant execute on function ${name} to ${role}`],
    likely: { verb: 'execute', role },
  }))
}

/** The role check of each function that has one, answering that everybody is an owner. */
function roleChecks({ functions }: Catalog): Removal[] {
  return functions
    .filter(({ source }) => source.includes('private.require_role('))
    .map(({ name }) => ({
      says: `everybody counts as an owner in ${name}`,
      subject: name,
      statements: [
        `create or replace function private.require_role(p_organization_id uuid, p_roles text[]) returns text
          language sql stable as $$ select 'owner' $$`,
      ],
    }))
}

/** The check whose document it is, of each function that has one, answering with any document. */
function documentChecks({ functions }: Catalog): Removal[] {
  return functions
    .filter(({ source }) => source.includes('private.require_own_document('))
    .map(({ name }) => ({
      says: `everybody counts as the owner of a document in ${name}`,
      subject: name,
      statements: [
        `create or replace function private.require_own_document(p_source_id uuid) returns public.documents
          language sql stable security definer as $$ select d from public.documents d where d.source_id = p_source_id $$`,
      ],
    }))
}

/** The check whose run it is, of each function that has it, finding anybody's. */
function runChecks({ functions }: Catalog): Removal[] {
  return functions
    .filter(({ source }) => source.includes('private.lock_own_run('))
    .map(({ name }) => ({
      says: `everybody counts as the person of a run in ${name}`,
      subject: name,
      statements: [
        `create or replace function private.lock_own_run(p_run_id uuid) returns ai.runs
          language sql security definer as $$ select r from ai.runs r where r.id = p_run_id $$`,
      ],
    }))
}

/** What says which sources and runs somebody may read, answering with all. */
function readableSources(): Removal[] {
  const all = (name: string, subject: string, query: string): Removal => ({
    says: `everybody reads everything by private.${name}`,
    subject,
    statements: [
      `create or replace function private.${name}() returns setof uuid language sql stable security definer as $$ ${query} $$`,
    ],
    likely: { role: 'authenticated' },
  })
  return [
    all('readable_source_ids', 'ai.sources', 'select id from ai.sources'),
    all('readable_source_ids', 'ai.source_file(uuid)', 'select id from ai.sources'),
    all('readable_run_ids', 'ai.pages', 'select run_id from ai.pages'),
    all('readable_run_ids', 'ai.chunks', 'select run_id from ai.chunks'),
  ]
}

/** Without the use of its schema a right to a thing is none. */
function usageFor(name: string, role: string): string {
  return `grant usage on schema ${name.split('.')[0]} to ${role}`
}
