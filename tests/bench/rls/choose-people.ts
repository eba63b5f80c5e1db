import type { Sql } from 'postgres'

/** Whose lists differ most: of an organisation of up to three, a member and an admin of one of 200 or 500. */
export type Kind = 'small' | 'member' | 'admin'
export const kinds: readonly Kind[] = ['small', 'member', 'admin']

/** A person, and what they look at. */
export type Person = {
  kind: Kind
  userId: string
  organizationId: string
  callId: string
  agentId: string
  frequentWord: string
  rareWord: string
}

/**
 * Up to `count` people of a kind from a filled database, none of whom is of another kind, each with a call that has a
 * transcript: their own last one; for admins the last one of somebody else. Deterministic. Reads as the table owner.
 */
export async function choosePeople(sql: Sql, kind: Kind, count: number): Promise<Person[]> {
  const rows = await sql<Person[]>`
    with candidates as (
      select distinct on (p.user_id) p.user_id, p.organization_id,
        case when s.small then 'small' when m.role = 'member' then 'member' else 'admin' end as kind
      from bench.places p
      join public.memberships m using (user_id, organization_id)
      join bench.shared s on s.id = p.organization_id
      join public.organizations o on o.id = p.organization_id
      where s.small or (s.large and (m.role = 'member' or o.admins_see_calls))
      order by p.user_id, (s.large and m.role <> 'member') desc, s.size desc
    ),
    chosen as (
      select c.user_id, c.organization_id, call.id as call_id
      from candidates c, lateral (
        select calls.id from public.calls
        where case when ${kind} = 'admin' then calls.visible_to_admins_of = c.organization_id and calls.user_id <> c.user_id
            else calls.user_id = c.user_id end
          and exists (select from public.messages where call_id = calls.id)
        order by calls.started_at desc limit 1
      ) call
      where c.kind = ${kind}
      order by md5(c.user_id::text)
      limit ${count}
    )
    select ${kind} as kind, user_id as "userId", organization_id as "organizationId", call_id as "callId",
      (
        select id from public.agents a where a.organization_id = chosen.organization_id and a.status = 'published'
        order by id limit 1
      ) as "agentId",
      (select word from bench.words where n = 1) as "frequentWord",
      coalesce((
        select substring(m.text from 'order[0-9]+') from public.messages m
        where m.text ~ 'order[0-9]+' and m.call_id in (
          select id from public.calls c where c.organization_id = chosen.organization_id
            and (c.user_id = chosen.user_id or ${kind} = 'admin')
          order by started_at desc limit 200
        )
        order by m.id limit 1
      ), 'order20') as "rareWord"
    from chosen`
  return [...rows]
}
