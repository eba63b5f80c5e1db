-- What llm.admit asks before money is put by. Each check says in `detail` what a client can use: a limit, or the seconds
-- after which it is worth asking again.

-- A person who may spend an organisation's money: a member, whose session (where one is named) has not ended. A token is
-- good until it expires, whatever became of its session: this is where signing out is felt.
create function llm.check_person(p_organization_id uuid, p_user_id uuid, p_auth_session_id uuid) returns void
language plpgsql stable security definer set search_path = ''
as $$
begin
  if p_auth_session_id is not null and not exists (
    select 1 from auth.sessions where id = p_auth_session_id and user_id = p_user_id
  ) then
    raise exception 'session_ended' using errcode = 'PT401', hint = 'Sign in again.';
  elsif not exists (
    select 1 from public.memberships where organization_id = p_organization_id and user_id = p_user_id
  ) then
    raise exception 'organization_not_found' using errcode = 'PT404';
  end if;
end;
$$;

-- The model of a request: what it names, else the plan's. Calls and indexing use what was checked where it was chosen.
create function llm.admitted_model(p_plan public.plans, p_source text, p_kind text, p_model text) returns llm.models
language plpgsql stable security definer set search_path = ''
as $$
declare
  v_default text := case p_kind when 'chat' then p_plan.chat_model when 'embedding' then p_plan.embedding_model end;
  v_name text := coalesce(p_model, v_default);
  v_kind text := (select kind from llm.models where id = v_name);
begin
  if v_name is null then
    raise exception 'model_not_found' using errcode = 'PT404', hint = 'Name a model.';
  elsif p_source in ('gateway', 'run') and v_name <> all (p_plan.llm_models) and v_name is distinct from v_default then
    if v_kind is null then
      raise exception 'model_not_found' using errcode = 'PT404', detail = v_name;
    end if;
    raise exception 'model_not_in_plan' using errcode = 'PT403', detail = v_name,
      hint = 'In the plan: ' || array_to_string(p_plan.llm_models, ', ') || '.';
  elsif v_kind is distinct from p_kind and v_kind is not null then
    raise exception 'model_kind_differs' using errcode = 'PT400', detail = v_name, hint = 'It is for ' || v_kind || '.';
  end if;
  return llm.priced_model(v_name);
end;
$$;

create type llm.minute as (requests bigint, tokens bigint, live bigint, oldest timestamptz);

-- What an organisation asked for within the last minute, and what is under way.
create function llm.last_minute(p_organization_id uuid) returns llm.minute
language sql volatile security definer set search_path = ''
as $$
  select row(
    count(*), coalesce(sum(tokens), 0)::bigint,
    (
      select count(*) from llm.holds
      where organization_id = p_organization_id and status = 'held' and expires_at > clock_timestamp()
        and source in ('gateway', 'run')
    ),
    min(created_at)
  )::llm.minute
  from llm.holds
  where organization_id = p_organization_id and created_at > clock_timestamp() - interval '1 minute'
    and source in ('gateway', 'run');
$$;

-- Limits of a minute and of requests at a time. Far from them nobody waits for anybody; near them requests of the
-- organisation count one after the other. `near` is more than can be on their way at once: a server has fewer connections.
create function llm.check_rates(p_organization_id uuid, p_plan public.plans, p_tokens bigint) returns llm.minute
language plpgsql security definer set search_path = ''
as $$
declare
  v_near constant integer := 200;
  v llm.minute;
  v_wait integer;
begin
  if p_tokens > p_plan.tokens_per_minute then
    raise exception 'request_too_large' using errcode = 'PT413', detail = p_plan.tokens_per_minute::text,
      hint = 'Send less, or set a lower limit to the answer.';
  end if;
  v := llm.last_minute(p_organization_id);
  if v.requests + v_near >= p_plan.requests_per_minute or v.live + v_near >= p_plan.concurrent_requests
    or v.tokens + v_near * p_tokens >= p_plan.tokens_per_minute
  then
    perform pg_advisory_xact_lock(hashtextextended('llm.organization:' || p_organization_id, 0));
    v := llm.last_minute(p_organization_id);
  end if;
  v_wait := greatest(1, ceil(extract(epoch from v.oldest + interval '1 minute' - clock_timestamp())));
  if v.requests >= p_plan.requests_per_minute then
    raise exception 'requests_limit' using errcode = 'PT429', detail = v_wait::text;
  elsif v.tokens + p_tokens > p_plan.tokens_per_minute then
    raise exception 'tokens_limit' using errcode = 'PT429', detail = v_wait::text;
  elsif v.live >= p_plan.concurrent_requests then
    raise exception 'concurrent_requests_limit' using errcode = 'PT429', detail = '1';
  end if;
  return v;
end;
$$;

-- What a person has spent and put by in a month: in an organisation, or in all that are on the free plan.
create function llm.spent_by_person(p_user_id uuid, p_month date, p_organization_id uuid default null) returns bigint
language sql volatile security definer set search_path = ''
as $$
  select coalesce(sum(s.settled), 0)::bigint + coalesce((
    select sum(h.amount_micro_usd) from llm.holds h join llm.shares t
      on t.organization_id = h.organization_id and t.month = h.month and t.user_id = h.user_id
    where h.user_id = p_user_id and h.month = p_month and h.status = 'held' and h.expires_at > clock_timestamp()
      and case when p_organization_id is null then t.plan = 'free' else h.organization_id = p_organization_id end
  ), 0)::bigint
  from llm.shares s
  where s.user_id = p_user_id and s.month = p_month
    and case when p_organization_id is null then s.plan = 'free' else s.organization_id = p_organization_id end;
$$;

-- Budgets of a person: what their organisation allows a member; and one free budget in all free organisations together,
-- so that making another organisation, or deleting one, gives nobody another.
create function llm.check_person_budgets(
  p_organization_id uuid, p_user_id uuid, p_month date, p_plan public.plans, p_amount bigint
)
returns void
language plpgsql security definer set search_path = ''
as $$
declare
  v_member bigint := (select member_budget_micro_usd from public.organizations where id = p_organization_id);
begin
  if v_member is not null and llm.spent_by_person(p_user_id, p_month, p_organization_id) + p_amount > v_member then
    raise exception 'member_budget_spent' using errcode = 'PT402', detail = v_member::text,
      hint = 'Ask an owner of the organisation for more, or wait for the next month.';
  elsif p_plan.id = 'free' and llm.spent_by_person(p_user_id, p_month) + p_amount > p_plan.monthly_budget_micro_usd then
    raise exception 'free_budget_spent' using errcode = 'PT402', detail = p_plan.monthly_budget_micro_usd::text,
      hint = 'Change to a paid plan, or wait for the next month.';
  end if;
end;
$$;
