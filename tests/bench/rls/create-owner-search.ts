import type { Sql } from 'postgres'

const FROM_CALLS = /\b(from|join) public\.calls c\b/g
const SIGNATURE = /public\.(search_calls\(.*)\)$/m

/**
 * Makes `bench.search_calls`: the product's `search_calls`, word for word, but its calls are filtered by hand, for the
 * table owner to run. Takes the person in addition. Throws when the product's
 * function no longer reads calls in a way that this knows.
 */
export async function createOwnerSearch(sql: Sql): Promise<void> {
  const [row] = await sql`select pg_get_functiondef('public.search_calls'::regproc) as definition`
  const definition = String(row?.definition)
  if (!definition.match(FROM_CALLS) || !SIGNATURE.test(definition)) {
    throw new Error('search_calls reads calls in another way: mend create-owner-search.ts')
  }
  await sql.unsafe(
    definition.replace(SIGNATURE, 'bench.$1, p_user_id uuid default null)').replaceAll(
      FROM_CALLS,
      `$1 (
          select * from public.calls where user_id = p_user_id or visible_to_admins_of = any (array(
            select organization_id from public.memberships where user_id = p_user_id and role in ('owner', 'admin')
          ))
        ) c`,
    ),
  )
}
