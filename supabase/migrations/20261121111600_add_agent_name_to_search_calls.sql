-- As before, and an agent has the name that it had when the call began: members read it of archived agents too.
create or replace function public.search_calls(
  p_query text default '', p_limit integer default 30, p_before timestamptz default null,
  p_organization_id uuid default null, p_everyones boolean default false
)
returns table (
  id uuid, user_id uuid, organization_id uuid, agent_id uuid, agent_name text, title text,
  started_at timestamptz, ended_at timestamptz, end_reason text, message_count bigint, snippet text
)
language sql stable set search_path = ''
as $$
  with words as (
    select array(select w from regexp_split_to_table(lower(coalesce(p_query, '')), '[^[:alnum:]]+') as w where w <> '') as all_words
  ),
  asked as (
    select case when cardinality(all_words) > 0
      then to_tsquery('simple', array_to_string(all_words, ' & ') || ':*') end as query
    from words
  )
  select c.id, c.user_id, c.organization_id, c.agent_id, c.agent_name, c.title, c.started_at, c.ended_at, c.end_reason,
    (select count(*) from public.messages m where m.call_id = c.id),
    case when asked.query is null
      then (select left(m.text, 160) from public.messages m where m.call_id = c.id and m.role = 'user' and m.text <> '' order by m.position limit 1)
      else hit.text
    end
  from asked
  cross join public.calls c
  left join lateral (
    select left(m.text, 160) as text
    from public.messages m
    where asked.query is not null and m.call_id = c.id and to_tsvector('simple', m.text) @@ asked.query
    order by m.position
    limit 1
  ) hit on true
  where (asked.query is null or hit.text is not null)
    and (p_before is null or c.started_at < p_before)
    and (p_organization_id is null or c.organization_id = p_organization_id)
    and (p_everyones or c.user_id = (select auth.uid()))
  order by c.started_at desc
  limit least(greatest(p_limit, 1), 100);
$$;
