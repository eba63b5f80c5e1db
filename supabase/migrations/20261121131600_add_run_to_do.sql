-- What a worker needs to go on with a run, and what was said before it.

-- What was said in a session before a moment, by text and by voice, oldest first: at most that many turns, the last ones,
-- with the tool calls in between.
-- `[{role, text, source, status, tool, created_at, run_id, call_id}]`; `tool` is `{name, arguments, output}`, its output cut
-- to 2,000 characters. Turns of a call keep the call's order, though they may be written down in another.
create function private.session_history(p_session_id uuid, p_before timestamptz, p_limit integer) returns jsonb
language sql stable security definer set search_path = ''
as $$
  with said as (
    select m.created_at as said_at, m.id as place, m.role, m.text, 'text' as source, m.status, null::jsonb as tool,
      m.run_id, null::uuid as call_id
    from public.chat_messages m where m.session_id = p_session_id
    union all
    select coalesce(t.started_at, t.created_at), t.step * 1000 + t.number, 'tool', '', 'tool', t.status,
      jsonb_build_object('name', t.name, 'arguments', t.arguments, 'output', left(t.output, 2000)), t.run_id, null
    from ai.runs r join ai.tool_calls t on t.run_id = r.id
    where r.session_id = p_session_id and t.status in ('done', 'failed', 'refused', 'unknown')
    union all
    select max(m.inserted_at) over (partition by m.call_id order by m.position), m.position, m.role, m.text, m.source,
      m.status, case when m.tool is not null then jsonb_build_object(
        'name', m.tool -> 'name', 'arguments', m.tool -> 'arguments', 'output', left(m.tool ->> 'output', 2000)
      ) end, null, m.call_id
    from public.calls c join public.messages m on m.call_id = c.id
    where c.chat_session_id = p_session_id and m.role <> 'system'
  ),
  last as (
    select said_at from said where said_at < p_before and role <> 'tool' order by said_at desc, place desc limit p_limit
  )
  select coalesce(jsonb_agg(jsonb_build_object(
    'role', role, 'text', text, 'source', source, 'status', status, 'tool', tool, 'created_at', said_at, 'run_id', run_id,
    'call_id', call_id
  ) order by said_at, place), '[]')
  from said
  where said_at < p_before and said_at >= (select min(said_at) from last);
$$;

-- The same for a call that goes on with a session. The owner is checked again, because the relay reads with the service
-- role.
create function ai.chat_history(p_session_id uuid, p_owner uuid, p_limit integer default 40) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
begin
  if not exists (select 1 from public.chat_sessions where id = p_session_id and user_id = p_owner) then
    raise exception 'session_not_found' using errcode = 'PT404';
  end if;
  return private.session_history(p_session_id, 'infinity', p_limit);
end;
$$;

-- What of its agent a run runs, from its first worker to its last; null where the agent is gone.
create function private.agent_of_run(p_run ai.runs) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select jsonb_build_object(
    'id', p_run.agent_id, 'organization_id', p_run.organization_id, 'name', v.name, 'instructions', v.instructions,
    'model', v.model, 'tools', v.tools
  )
  from (
    select name, instructions, model, tools from public.agent_versions
    where agent_id = p_run.agent_id and number = p_run.agent_version
    union all
    select name, instructions, model, tools from private.run_inputs
    where run_id = p_run.id and p_run.draft and p_run.agent_id is not null
  ) v;
$$;

-- The complete steps of a run: what was said, and the tool calls with what came of them.
create function private.steps_of_run(p_run ai.runs) returns jsonb
language sql stable security definer set search_path = ''
as $$
  select coalesce(jsonb_agg(jsonb_build_object(
    'step', s.step,
    'text', coalesce((
      select m.text from public.chat_messages m where m.run_id = p_run.id and m.step = s.step and m.status = 'completed'
    ), ''),
    'tool_calls', coalesce((
      select jsonb_agg(to_jsonb(t) - 'holder' order by t.number) from ai.tool_calls t where t.run_id = p_run.id and t.step = s.step
    ), '[]')
  ) order by s.step), '[]')
  from generate_series(1, p_run.steps) s (step);
$$;

create function ai.run_to_do(p_run_id uuid, p_lease_token uuid) returns jsonb
language plpgsql security definer set search_path = ''
as $$
declare
  v_run ai.runs := private.hold_run(p_run_id, p_lease_token);
  v_agent jsonb := private.agent_of_run(v_run);
begin
  if v_agent is null then
    raise exception 'agent_not_found' using errcode = 'PT404';
  end if;
  return jsonb_build_object(
    'run', to_jsonb(v_run) - array['idempotency_key', 'user_id'] || jsonb_build_object(
      'text', (select text from public.chat_messages where run_id = p_run_id and role = 'user'),
      'context_items', (select context_items from private.run_inputs where run_id = p_run_id)
    ),
    'agent', v_agent,
    'person_id', v_run.user_id,
    'history', private.session_history(v_run.session_id, v_run.created_at, 40),
    'steps', private.steps_of_run(v_run),
    'last_seq', (select coalesce(max(seq), 0) from ai.run_events where run_id = p_run_id)
  );
end;
$$;

grant execute on function ai.run_to_do(uuid, uuid), ai.chat_history(uuid, uuid, integer) to service_role;
