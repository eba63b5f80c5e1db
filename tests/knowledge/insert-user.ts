import type { Sql } from 'postgres'

/** A user with their personal organisation, which the database makes by itself. */
export async function insertUser(sql: Sql, email: string): Promise<{ userId: string; organizationId: string }> {
  const [user] = await sql`
    insert into auth.users (id, aud, role, email) values (gen_random_uuid(), 'authenticated', 'authenticated', ${email})
    returning id`
  const [own] = await sql`select organization_id from public.memberships where user_id = ${user?.id}`
  return { userId: user?.id, organizationId: own?.organization_id }
}
