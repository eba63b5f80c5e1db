-- The doors to schema `llm`, for Edge Functions with the secret key. They believe no more than who the person is (a
-- verified token, or a row that says so): membership, session, plan, model, limits and budgets are looked up here.

create function public.llm_admit(p_request jsonb, p_estimate jsonb)
returns table (
  hold_id uuid, existing boolean, model text, max_output_tokens integer, upstreams text[], amount_micro_usd bigint,
  expires_at timestamptz, requests_limit integer, requests_left integer, tokens_limit integer, tokens_left bigint,
  reset_seconds integer
)
language sql security definer set search_path = ''
as $$
  -- not `(llm.admit(…)).*`, which would admit once for each column
  select * from llm.admit(p_request, p_estimate);
$$;

create function public.llm_settle(p_hold_id uuid, p_usage jsonb default null) returns bigint
language sql security definer set search_path = ''
as $$
  select llm.settle(p_hold_id, p_usage);
$$;

create function public.llm_release(p_hold_id uuid) returns boolean
language sql security definer set search_path = ''
as $$
  select llm.release(p_hold_id);
$$;

create function public.llm_record_usage(
  p_source text, p_reference uuid, p_idempotency_key text, p_model text, p_usage jsonb
)
returns bigint
language sql security definer set search_path = ''
as $$
  select llm.record_usage(p_source, p_reference, p_idempotency_key, p_model, p_usage);
$$;

create function public.llm_sweep() returns integer
language sql security definer set search_path = ''
as $$
  select llm.sweep();
$$;

-- What a person may spend now, for a token that says so: their organisation, its plan, and whether their session lives.
create function public.llm_grant(p_user_id uuid, p_auth_session_id uuid, p_organization_id uuid default null)
returns table (organization_id uuid, plan text, plan_version integer)
language plpgsql stable security definer set search_path = ''
as $$
declare
  v_organization_id uuid := coalesce(p_organization_id, (private.active_membership(p_user_id)).organization_id);
begin
  perform llm.check_person(v_organization_id, p_user_id, p_auth_session_id);
  return query
    select o.id, (private.plan_of_organization(o.id)).id, coalesce(f.plan_version, o.plan_version)
    from public.organizations o left join public.profiles f on f.id = o.personal_of
    where o.id = v_organization_id;
end;
$$;

-- Models that an organisation's plan has and that have a price, with what is asked for where none is named.
create function public.llm_models(p_user_id uuid, p_auth_session_id uuid, p_organization_id uuid default null)
returns table (id text, kind text, created_at timestamptz, is_default boolean)
language plpgsql stable security definer set search_path = ''
as $$
declare
  v_organization_id uuid := coalesce(p_organization_id, (private.active_membership(p_user_id)).organization_id);
  v_plan public.plans;
begin
  perform llm.check_person(v_organization_id, p_user_id, p_auth_session_id);
  v_plan := private.plan_of_organization(v_organization_id);
  return query
    select m.id, m.kind, m.created_at, m.id in (v_plan.chat_model, v_plan.embedding_model)
    from llm.models m
    where m.kind in ('chat', 'embedding') and m.text_input is not null
      and (m.id = any (v_plan.llm_models) or m.id in (v_plan.chat_model, v_plan.embedding_model))
    order by m.kind, m.id;
end;
$$;

grant execute on function
  public.llm_admit(jsonb, jsonb), public.llm_settle(uuid, jsonb), public.llm_release(uuid),
  public.llm_record_usage(text, uuid, text, text, jsonb), public.llm_sweep(), public.llm_grant(uuid, uuid, uuid),
  public.llm_models(uuid, uuid, uuid)
  to service_role;
