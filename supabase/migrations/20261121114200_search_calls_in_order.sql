-- The caller's calls, newest first, or those in which something was said; of one organisation, or of all. With
-- p_everyones the calls of the organisation's other members come too, as far as the caller may see them. Runs as the
-- caller, under row level security. The last word matches as a prefix, so that results come while one types. An agent has
-- the name that it had when the call began: members read it of archived agents too.
--
-- It goes through calls from the newest on, by index, and stops when the page is full; counts and snippets are looked up
-- for that page only. Each branch below has an index of its own and is not begun when it is not asked for, so that one
-- plan serves every call of the function: it is kept (PL/pgSQL, generic), where an SQL function is planned anew each time,
-- which costs more than the list.
--
-- A message is searched word by word only if it has the words as parts of its text, which costs a fraction and rules
-- most of them out.
drop function public.search_calls(text, integer, timestamptz);

create function public.search_calls(
  p_query text default '', p_limit integer default 30, p_before timestamptz default null,
  p_organization_id uuid default null, p_everyones boolean default false
)
returns table (
  id uuid, user_id uuid, organization_id uuid, agent_id uuid, agent_name text, title text,
  started_at timestamptz, ended_at timestamptz, end_reason text, message_count bigint, snippet text
)
language plpgsql stable set search_path = '' set plan_cache_mode = force_generic_plan
as $$
#variable_conflict use_column
declare
  v_user_id uuid := auth.uid();
  v_words text[] := array(
    select w from regexp_split_to_table(lower(coalesce(p_query, '')), '[^[:alnum:]]+') as w where w <> ''
  );
  v_query tsquery := case when v_words <> '{}' then to_tsquery('simple', array_to_string(v_words, ' & ') || ':*') end;
  v_parts text[] := array(select '%' || w || '%' from unnest(v_words) as w);
  v_before timestamptz := coalesce(p_before, 'infinity');
begin
  return query
    with page as (
      select c.*, hit.text as hit
      from (
        (select * from public.calls c
          where not p_everyones and c.user_id = v_user_id and c.started_at < v_before
            and (p_organization_id is null or c.organization_id = p_organization_id)
          order by c.started_at desc)
        union all
        (select * from public.calls c
          where p_everyones and c.organization_id = p_organization_id and c.started_at < v_before
          order by c.started_at desc)
        union all
        (select * from public.calls c
          where p_everyones and p_organization_id is null and c.started_at < v_before
          order by c.started_at desc)
      ) c
      left join lateral (
        select left(m.text, 160) as text
        from public.messages m
        where v_query is not null and m.call_id = c.id
          and lower(m.text) like all (v_parts) and to_tsvector('simple', m.text) @@ v_query
        order by m.position
        limit 1
      ) hit on true
      where v_query is null or hit.text is not null
      order by c.started_at desc
      limit least(greatest(p_limit, 1), 100)
    )
    select c.id, c.user_id, c.organization_id, c.agent_id, c.agent_name, c.title, c.started_at, c.ended_at, c.end_reason,
      said.messages, case when v_query is null then said.first else c.hit end
    from page c
    cross join lateral (
      select count(*) as messages,
        (array_agg(left(m.text, 160) order by m.position) filter (where m.role = 'user' and m.text <> ''))[1] as first
      from public.messages m
      where m.call_id = c.id
    ) said
    order by c.started_at desc;
end;
$$;
grant execute on function public.search_calls(text, integer, timestamptz, uuid, boolean) to authenticated;
