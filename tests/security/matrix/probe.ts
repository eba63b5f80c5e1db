import type { Sql } from 'postgres'
import type { Cell, Observed } from './cell.ts'

/**
 * Runs statements one after the other, each as its actor in a subtransaction that is undone; changes to the database
 * come first and are undone with the rest. Role and claims are set as PostgREST sets them. In the database, because a
 * round trip for each of the ten thousand would take most of the time.
 */
const PROBE = `
create schema if not exists matrix;

create or replace function matrix.attempt(p_cell jsonb) returns jsonb language plpgsql as $$
declare
  v_value jsonb;
  v_after jsonb;
  v_count bigint;
begin
  perform set_config('request.jwt.claims', p_cell ->> 'claims', true), set_config('role', p_cell ->> 'role', true);
  if (p_cell ->> 'isQuery')::boolean then
    execute p_cell ->> 'sql' into v_value;
  else
    execute p_cell ->> 'sql';
    get diagnostics v_count = row_count;
  end if;
  perform set_config('role', 'none', true);
  if p_cell ->> 'check' is not null then
    execute p_cell ->> 'check' into v_after;
  end if;
  raise exception using errcode = 'MATRX';
exception
  when sqlstate 'MATRX' then
    return jsonb_build_object('value', v_value, 'count', v_count, 'after', v_after);
  when others then
    return jsonb_build_object('code', sqlstate, 'message', sqlerrm);
end;
$$;

create or replace function matrix.probe(p_cells jsonb, p_changes text[]) returns jsonb language plpgsql as $$
declare
  v_cell jsonb;
  v_change text;
  v_results jsonb[] := '{}';
begin
  foreach v_change in array p_changes loop
    execute v_change;
  end loop;
  for v_cell in select * from jsonb_array_elements(p_cells) loop
    v_results := array_append(v_results, matrix.attempt(v_cell));
  end loop;
  raise exception using errcode = 'MATRZ';
exception when sqlstate 'MATRZ' then
  return to_jsonb(v_results);
end;
$$;`

const BATCH = 500

/** Makes the functions that cells run in. The database is a throwaway one. */
export async function installProbe(sql: Sql): Promise<void> {
  await sql.unsafe(PROBE)
}

/** What the database says to each cell, in their order, with `changes` made to it before. Nothing of it stays. */
export async function probe(sql: Sql, cells: Cell[], changes: string[] = []): Promise<Observed[]> {
  const observed: Observed[] = []
  for (let i = 0; i < cells.length; i += BATCH) {
    const batch = cells.slice(i, i + BATCH).map(({ actor, sql, isQuery, check }) => ({
      role: actor.databaseRole,
      claims: JSON.stringify(actor.claims),
      sql,
      isQuery,
      check,
    }))
    const [row] = await sql<[{ results: Observed[] }]>`
      select matrix.probe(${sql.json(batch as never)}, ${sql.array(changes)}) as results`
    observed.push(...row.results)
  }
  return observed
}

/** The declared expectations that did not hold, a line each. */
export async function findLeaks(sql: Sql, cells: Cell[], changes: string[] = []): Promise<string[]> {
  const observed = await probe(sql, cells, changes)
  return cells.flatMap((cell, i) =>
    cell
      .leaks(observed[i] ?? { code: 'none', message: 'no answer' })
      .map((leak) => `${cell.actor.name}: ${cell.verb} ${cell.subject}, ${cell.what}: ${leak}`),
  )
}
