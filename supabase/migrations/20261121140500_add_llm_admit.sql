-- Admission: one transaction looks at everything, and puts by what the request may cost.

-- What a request says it is for: a call or a run has to be that person's, in that organisation, and a run has to have money
-- left of what one may cost.
create function llm.check_reference(
  p_source text, p_organization_id uuid, p_user_id uuid, p_call_id uuid, p_run_id uuid
)
returns void
language plpgsql stable security definer set search_path = ''
as $$
begin
  if (p_source = 'call' or p_call_id is not null) and not exists (
    select 1 from public.calls where id = p_call_id and user_id = p_user_id and organization_id = p_organization_id
  ) then
    raise exception 'call_not_found' using errcode = 'PT404';
  elsif (p_source = 'run' or p_run_id is not null) and not exists (
    select 1 from ai.runs where id = p_run_id and user_id = p_user_id and organization_id = p_organization_id
  ) then
    raise exception 'run_not_found' using errcode = 'PT404';
  elsif p_source = 'run' and exists (select 1 from ai.runs where id = p_run_id and cost_micro_usd >= max_cost_micro_usd) then
    raise exception 'run_cost_limit' using errcode = 'PT402';
  end if;
end;
$$;

create type llm.admission as (
  hold_id uuid,
  -- it was admitted before, by the same idempotency key, and is under way
  existing boolean,
  model text,
  -- the limit that the answer has to be given
  max_output_tokens integer,
  upstreams text[],
  amount_micro_usd bigint,
  expires_at timestamptz,
  requests_limit integer, requests_left integer, tokens_limit integer, tokens_left bigint, reset_seconds integer
);

-- The hold of a request that came before with this key. Whoever settled it needs another key: the answer is not kept.
create function llm.hold_of_key(p_user_id uuid, p_source text, p_key text) returns llm.holds
language plpgsql stable security definer set search_path = ''
as $$
declare
  v_hold llm.holds;
begin
  select * into v_hold from llm.holds
    where user_id = p_user_id and source = p_source and idempotency_key = p_key and status in ('held', 'settled');
  if v_hold.status = 'settled' then
    raise exception 'idempotency_key_used' using errcode = 'PT409', hint = 'Send another key with another request.';
  end if;
  return v_hold;
end;
$$;

-- `p_request`: organization_id, user_id, source, kind, model, run_id, call_id, session_id, agent_id, auth_session_id,
-- idempotency_key, hold_seconds; `p_estimate`: the most that it may use, as counts. Without `output_tokens` a chat has
-- the model's limit, and never more; that for each of `choices`. `images` cost what the model says of one.
create function llm.admit(p_request jsonb, p_estimate jsonb) returns llm.admission
language plpgsql security definer set search_path = ''
as $$
declare
  v_organization_id uuid := (p_request ->> 'organization_id')::uuid;
  v_user_id uuid := (p_request ->> 'user_id')::uuid;
  v_source text := p_request ->> 'source';
  v_key text := p_request ->> 'idempotency_key';
  v_month date := llm.this_month();
  v_plan public.plans;
  v_model llm.models;
  v_counts llm.counts := llm.counts_of(p_estimate);
  -- of one choice
  v_limit integer;
  v_amount bigint;
  v_minute llm.minute;
  v_hold llm.holds;
begin
  v_organization_id := coalesce(v_organization_id, (private.active_membership(v_user_id)).organization_id);
  perform llm.check_person(v_organization_id, v_user_id, (p_request ->> 'auth_session_id')::uuid);
  perform llm.check_reference(
    v_source, v_organization_id, v_user_id, (p_request ->> 'call_id')::uuid, (p_request ->> 'run_id')::uuid
  );
  v_plan := private.plan_of_organization(v_organization_id);
  v_model := llm.admitted_model(v_plan, v_source, p_request ->> 'kind', p_request ->> 'model');
  if (p_estimate ->> 'images')::integer > 0 and v_model.max_image_tokens is null then
    raise exception 'images_not_taken' using errcode = 'PT400', detail = v_model.id;
  end if;
  v_limit := least(v_model.max_output_tokens, nullif(v_counts.output_tokens, 0));
  v_counts.output_tokens := coalesce(v_limit, 0) * coalesce((p_estimate ->> 'choices')::integer, 1);
  v_counts.input_tokens := v_counts.input_tokens
    + coalesce((p_estimate ->> 'images')::bigint, 0) * coalesce(v_model.max_image_tokens, 0);
  v_amount := llm.cost(v_model, v_counts);

  -- Requests of one person come one after the other from here on.
  perform pg_advisory_xact_lock(hashtextextended('llm.person:' || v_user_id, 0));
  v_hold := llm.hold_of_key(v_user_id, v_source, v_key);
  if v_hold.id is null then
    if v_source in ('gateway', 'run') then
      v_minute := llm.check_rates(v_organization_id, v_plan, llm.tokens_in(v_counts));
    end if;
    perform llm.check_person_budgets(v_organization_id, v_user_id, v_month, v_plan, v_amount);
    if not llm.reserve(v_organization_id, v_month, v_user_id, v_plan.id, v_plan.monthly_budget_micro_usd, v_amount) then
      raise exception 'budget_spent' using errcode = 'PT402', detail = v_plan.monthly_budget_micro_usd::text,
        hint = 'Wait for the next month, or change the plan.';
    end if;
    insert into llm.holds (
      organization_id, user_id, source, run_id, call_id, session_id, agent_id, model, idempotency_key, month, amount_micro_usd,
      tokens, expires_at, created_at
    ) values (
      v_organization_id, v_user_id, v_source, (p_request ->> 'run_id')::uuid, (p_request ->> 'call_id')::uuid,
      p_request ->> 'session_id', (p_request ->> 'agent_id')::uuid, v_model.id, v_key, v_month, v_amount,
      llm.tokens_in(v_counts),
      clock_timestamp() + make_interval(secs => coalesce((p_request ->> 'hold_seconds')::integer, 600)), clock_timestamp()
    ) returning * into v_hold;
    return row(
      v_hold.id, false, v_model.id, v_limit, v_model.upstreams, v_amount, v_hold.expires_at,
      v_plan.requests_per_minute, v_plan.requests_per_minute - v_minute.requests - 1,
      v_plan.tokens_per_minute, v_plan.tokens_per_minute - v_minute.tokens - v_hold.tokens,
      ceil(extract(epoch from coalesce(v_minute.oldest, clock_timestamp()) + interval '1 minute' - clock_timestamp()))
    )::llm.admission;
  end if;
  return row(
    v_hold.id, true, v_hold.model, v_limit, v_model.upstreams, v_hold.amount_micro_usd, v_hold.expires_at,
    v_plan.requests_per_minute, null, v_plan.tokens_per_minute, null, null
  )::llm.admission;
end;
$$;
