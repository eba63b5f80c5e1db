import type { Sql } from 'postgres'

const FROM_CALLS = /\b(cross join|from|join) public\.calls c\b/g

/**
 * Makes `bench.search_calls`: the product's `search_calls`, word for word, but its calls are filtered by hand, for the
 * table owner to run. Takes the person and the organisations that they administer in addition. Throws when the product's
 * function no longer reads calls in a way that this knows.
 */
export async function createOwnerSearch(sql: Sql): Promise<void> {
  const [row] = await sql`
    select prosrc, pg_get_function_arguments(oid) as arguments, pg_get_function_result(oid) as result
    from pg_proc where oid = 'public.search_calls'::regproc`
  const body = String(row?.prosrc)
  if (!FROM_CALLS.test(body)) throw new Error('search_calls reads calls in another way: mend create-owner-search.ts')
  const filtered = body.replaceAll(
    FROM_CALLS,
    '$1 (select * from public.calls where user_id = p_user_id or visible_to_admins_of = any (p_admin_of)) c',
  )
  await sql.unsafe(`
    create function bench.search_calls(${row?.arguments}, p_user_id uuid default null, p_admin_of uuid[] default null)
    returns ${row?.result} language sql stable set search_path = '' as $body$${filtered}$body$`)
}
