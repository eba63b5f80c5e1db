import type { Sql } from 'postgres'

/**
 * Throws when a filled row is not what the product's triggers would have made of it: they are asked to make a sample of
 * messages and segments again, and to place and show calls anew, in a transaction that is taken back. Also when a
 * transcript has gaps or belongs to nobody's call.
 */
export async function checkFill(sql: Sql, sample = 500): Promise<void> {
  const undo = new Error('undo')
  await sql
    .begin(async (transaction) => {
      for (const table of ['messages', 'call_segments']) {
        await transaction.unsafe(`
          create temporary table sample on commit drop as
            select id, user_id, visible_to_admins_of from public.${table} order by md5(id::text) limit ${sample};
          update public.${table} set user_id = gen_random_uuid() where id in (select id from sample)`)
        const wrong = await transaction.unsafe(`
          select from sample s join public.${table} t using (id)
          where (s.user_id, s.visible_to_admins_of) is distinct from (t.user_id, t.visible_to_admins_of)`)
        await transaction.unsafe('drop table sample')
        complain(wrong.length, `${table} that triggers would have filled otherwise`)
      }
      throw undo
    })
    .catch((error: unknown) => {
      if (error !== undo) throw error
    })
  await checkCalls(sql)
}

async function checkCalls(sql: Sql): Promise<void> {
  const hidden = await sql`
    select from public.calls c join public.organizations o on o.id = c.organization_id
    where c.visible_to_admins_of is distinct from case when o.admins_see_calls and o.personal_of is null then o.id end`
  complain(hidden.length, 'calls with a visibility that the setting does not give')
  const strangers = await sql`
    select from public.calls c
    where not exists (select from public.memberships m where (m.organization_id, m.user_id) = (c.organization_id, c.user_id))
      or not exists (select from public.agents a where (a.organization_id, a.id) = (c.organization_id, c.agent_id))`
  complain(strangers.length, 'calls by strangers')
  const gaps = await sql`
    select call_id from public.messages group by call_id
    having count(*) <> count(distinct position) or max(position) <> count(*) * 1024 or min(position) <> 1024`
  complain(gaps.length, 'transcripts with gaps')
}

function complain(count: number, what: string): void {
  if (count > 0) throw new Error(`The fill is wrong: ${count} ${what}.`)
}
