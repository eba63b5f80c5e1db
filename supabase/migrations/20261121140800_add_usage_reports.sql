-- What people see of the ledger: members their own entries, owners and admins the organisation's as well.

-- Usage of an organisation within a time, summed by `day` (UTC), `model`, `session`, `agent`, `source` or `member`. The
-- caller's own, or with `p_everyone` everybody's. The thousand largest sums; days in their order.
create function public.usage_report(
  p_organization_id uuid, p_from timestamptz, p_to timestamptz, p_by text default 'day', p_everyone boolean default false
)
returns table (
  key text, name text, requests bigint, input_tokens bigint, cached_input_tokens bigint, output_tokens bigint,
  audio_input_tokens bigint, audio_output_tokens bigint, cost_micro_usd bigint
)
language plpgsql stable security definer set search_path = ''
as $$
begin
  perform private.require_role(
    p_organization_id, case when p_everyone then array['owner', 'admin'] else array['owner', 'admin', 'member'] end
  );
  if p_by is null or p_by <> all (array['day', 'model', 'session', 'agent', 'source', 'member']) then
    raise exception 'bad_request' using
      errcode = 'PT400', detail = 'p_by', hint = 'Sum by day, model, session, agent, source or member.';
  end if;
  return query
    with entries as (
      select u.*, case p_by
          when 'day' then to_char(u.created_at at time zone 'UTC', 'YYYY-MM-DD')
          when 'model' then u.model
          when 'session' then u.session_id
          when 'agent' then u.agent_id::text
          when 'source' then u.source
          else u.user_id::text
        end as key
      from llm.usage u
      where u.organization_id = p_organization_id and (p_everyone or u.user_id = auth.uid())
        and u.created_at >= p_from and u.created_at < p_to
    ),
    sums as (
      select e.key, count(*) as requests, sum(e.input_tokens)::bigint as input_tokens,
        sum(e.cached_input_tokens)::bigint as cached_input_tokens, sum(e.output_tokens)::bigint as output_tokens,
        sum(e.audio_input_tokens)::bigint as audio_input_tokens, sum(e.audio_output_tokens)::bigint as audio_output_tokens,
        sum(e.cost_micro_usd)::bigint as cost_micro_usd
      from entries e group by e.key
    )
    select s.key, case p_by
        when 'agent' then (select a.name from public.agents a where a.id::text = s.key and a.organization_id = p_organization_id)
        when 'member' then (select f.display_name from public.profiles f where f.id::text = s.key)
      end, s.requests, s.input_tokens, s.cached_input_tokens, s.output_tokens, s.audio_input_tokens, s.audio_output_tokens,
      s.cost_micro_usd
    from sums s
    order by case when p_by = 'day' then s.key end, s.cost_micro_usd desc, s.key
    limit 1000;
end;
$$;
grant execute on function public.usage_report(uuid, timestamptz, timestamptz, text, boolean) to authenticated;

-- This month's budgets: the caller's own spending and limit; for owners and admins the organisation's spending too
-- (null for others). `held` is put by for requests that are under way.
create function public.budget_status(p_organization_id uuid)
returns table (
  plan text, budget_micro_usd bigint, spent_micro_usd bigint, held_micro_usd bigint, my_budget_micro_usd bigint,
  my_spent_micro_usd bigint, resets_at timestamptz
)
language plpgsql stable security definer set search_path = ''
as $$
declare
  v_role text := private.require_role(p_organization_id, array['owner', 'admin', 'member']);
  v_plan public.plans := private.plan_of_organization(p_organization_id);
begin
  return query
    select v_plan.id, v_plan.monthly_budget_micro_usd,
      case when v_role <> 'member' then coalesce(sum(s.settled), 0)::bigint end,
      case when v_role <> 'member' then coalesce(sum(s.held), 0)::bigint end,
      least(v_plan.monthly_budget_micro_usd, (select o.member_budget_micro_usd from public.organizations o where o.id = p_organization_id)),
      coalesce(sum(s.settled) filter (where s.user_id = auth.uid()), 0)::bigint,
      (llm.this_month() + interval '1 month') at time zone 'UTC'
    from llm.shares s
    where s.organization_id = p_organization_id and s.month = llm.this_month();
end;
$$;
grant execute on function public.budget_status(uuid) to authenticated;
