-- What a run of the caller with this agent would be: the agent, and what of it runs. Refuses what may not begin now. The
-- organisation's lock makes beginnings there, and changes of its members, wait for each other; the person's, theirs.
create function private.admit_run(p_user_id uuid, p_organization_id uuid, p_session_id uuid) returns public.plans
language plpgsql security definer set search_path = ''
as $$
declare
  v_plan public.plans;
begin
  perform 1 from public.organizations where id = p_organization_id for no key update;
  perform 1 from public.memberships where organization_id = p_organization_id and user_id = p_user_id for share;
  if not found then
    raise exception 'agent_not_found' using errcode = 'PT404';
  elsif exists (select 1 from ai.runs where session_id = p_session_id and status in ('queued', 'running', 'waiting')) then
    raise exception 'session_busy' using errcode = 'PT409', hint = 'Wait for the answer, or cancel its run.';
  end if;
  v_plan := private.plan_of_organization(p_organization_id);
  if (
    select count(*) from ai.runs where user_id = p_user_id and status in ('queued', 'running', 'waiting')
  ) >= v_plan.live_runs_per_person then
    raise exception 'runs_limit' using errcode = 'PT429', detail = v_plan.live_runs_per_person::text,
      hint = 'Wait for a run, decide what it waits for, or cancel it.';
  elsif (
    select count(*) from ai.runs where organization_id = p_organization_id and status in ('queued', 'running', 'waiting')
  ) >= v_plan.live_runs then
    raise exception 'runs_limit' using errcode = 'PT429', detail = v_plan.live_runs::text,
      hint = 'Wait until a run of the organisation is over, or change to a plan with more.';
  end if;
  return v_plan;
end;
$$;

-- One beginning of a person at a time: what they count and what keys they used cannot be raced. Taken before every other
-- lock.
create function private.lock_run_starts(p_user_id uuid) returns void
language sql set search_path = ''
as $$
  select pg_advisory_xact_lock(hashtextextended('run starts of ' || p_user_id, 0));
$$;

create function private.check_run_input(p_text text, p_context_items jsonb, p_source_ids uuid[]) returns void
language plpgsql immutable set search_path = ''
as $$
begin
  if coalesce(char_length(btrim(p_text)), 0) not between 1 and 16000 then
    raise exception 'bad_request' using errcode = 'PT400', hint = 'p_text has 1 to 16,000 characters.';
  elsif p_context_items is not null and (
    jsonb_typeof(p_context_items) <> 'array' or octet_length(p_context_items::text) > 1048576
    or jsonb_array_length(p_context_items) > 30
  ) then
    raise exception 'bad_request' using errcode = 'PT400', hint = 'p_context_items is a list of at most 30, of 1 MiB.';
  elsif cardinality(p_source_ids) not between 1 and 100 then
    raise exception 'bad_request' using errcode = 'PT400', hint = 'p_source_ids names 1 to 100 sources.';
  end if;
end;
$$;

-- A new session of a person with an agent that they may call; for calls that begin one, too (private.agent_to_call).
create function private.add_chat_session(p_user_id uuid, p_organization_id uuid, p_agent_id uuid, p_title text) returns uuid
language sql security definer set search_path = ''
as $$
  insert into public.chat_sessions (user_id, organization_id, agent_id, title)
    values (p_user_id, p_organization_id, p_agent_id, nullif(btrim(left(regexp_replace(btrim(p_title), '\s+', ' ', 'g'), 80)), ''))
    returning id;
$$;

create function private.add_run(
  p_plan public.plans, p_session public.chat_sessions, p_version public.agent_versions, p_text text, p_draft boolean,
  p_context_items jsonb, p_source_ids uuid[], p_idempotency_key uuid
)
returns uuid
language plpgsql security definer set search_path = ''
as $$
declare
  v_run ai.runs;
begin
  insert into ai.runs (
    session_id, user_id, organization_id, agent_id, agent_version, agent_name, draft, source_ids, idempotency_key,
    max_cost_micro_usd
  )
    values (
      p_session.id, p_session.user_id, p_session.organization_id, p_version.agent_id, p_version.number, p_version.name,
      p_draft, p_source_ids, p_idempotency_key, p_plan.run_cost_micro_usd
    )
    returning * into v_run;
  insert into private.run_inputs (run_id, context_items) values (v_run.id, p_context_items);
  if p_draft then
    update private.run_inputs set name = p_version.name, instructions = p_version.instructions, model = p_version.model,
      tools = p_version.tools
      where run_id = v_run.id;
  end if;
  insert into public.chat_messages (session_id, run_id, user_id, role, text)
    values (p_session.id, v_run.id, p_session.user_id, 'user', p_text);
  update public.chat_sessions set active_at = clock_timestamp() where id = p_session.id;
  insert into private.run_jobs (run_id) values (v_run.id);
  perform private.add_run_event(v_run, 'run.started', jsonb_build_object(
    'run_id', v_run.id, 'session_id', p_session.id, 'agent_id', p_version.agent_id, 'text', p_text
  ));
  return v_run.id;
end;
$$;

-- Begins a run of the caller: in a session of theirs with that agent, or in a new one. The agent is callable as for calls:
-- published, or with p_draft its working copy, for owners and admins. The same key again finds the run that it began.
create function ai.start_run(
  p_agent_id uuid, p_text text, p_session_id uuid default null, p_draft boolean default false,
  p_context_items jsonb default null, p_source_ids uuid[] default null, p_idempotency_key uuid default null
)
returns table (run_id uuid, session_id uuid, existing boolean)
language plpgsql security definer set search_path = ''
as $$
#variable_conflict use_column
declare
  v_user_id uuid := private.require_person();
  v_agent public.agents;
  v_version public.agent_versions;
  v_session public.chat_sessions;
  v_plan public.plans;
begin
  perform private.check_run_input(p_text, p_context_items, p_source_ids);
  perform private.lock_run_starts(v_user_id);
  return query
    select r.id, r.session_id, true from ai.runs r where r.user_id = v_user_id and r.idempotency_key = p_idempotency_key;
  if found then
    return;
  end if;
  if p_session_id is not null then
    select * into v_session from public.chat_sessions s where s.id = p_session_id and s.user_id = v_user_id;
    if v_session.agent_id is null or v_session.agent_id <> coalesce(p_agent_id, v_session.agent_id) then
      raise exception 'session_not_found' using errcode = 'PT404', hint = 'Begin a new one with this agent.';
    end if;
  end if;
  v_agent := private.agent_to_call(v_user_id, coalesce(p_agent_id, v_session.agent_id), coalesce(p_draft, false));
  v_plan := private.admit_run(v_user_id, v_agent.organization_id, p_session_id);
  v_version := private.callable_agent(v_user_id, v_agent.organization_id, v_agent.id, coalesce(p_draft, false));
  if p_session_id is null then
    v_session.id := private.add_chat_session(v_user_id, v_agent.organization_id, v_agent.id, p_text);
  end if;
  -- Whoever begins something holds its organisation first, then the session, which may have been deleted meanwhile.
  select * into v_session from public.chat_sessions s where s.id = v_session.id for no key update;
  if not found then
    raise exception 'session_not_found' using errcode = 'PT404';
  end if;
  return query select private.add_run(
    v_plan, v_session, v_version, btrim(p_text), coalesce(p_draft, false), p_context_items, p_source_ids, p_idempotency_key
  ), v_session.id, false;
end;
$$;
grant execute on function ai.start_run(uuid, text, uuid, boolean, jsonb, uuid[], uuid) to authenticated;
