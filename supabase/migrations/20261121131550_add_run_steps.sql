-- What workers store of a run's steps. Only the server calls these.

-- Stores a whole step: what was said, the tool calls that it asks for, what waits for its person, and events. From here on
-- the step is not done again. A step that should not have been begun is refused: one too many, or one after the run's time
-- was used up. Its money is the ledger's business (20261121140500, 20261121140900).
create function ai.save_run_step(p_run_id uuid, p_lease_token uuid, p_step jsonb, p_events jsonb) returns integer
language plpgsql security definer set search_path = ''
as $$
declare
  v_run ai.runs := private.hold_run(p_run_id, p_lease_token);
  v_step integer := (p_step ->> 'step')::integer;
begin
  if v_step is distinct from v_run.steps + 1 then
    raise exception 'run_step_out_of_order' using errcode = 'PT409', detail = v_run.steps::text;
  elsif v_step > v_run.max_steps then
    raise exception 'run_steps_limit' using errcode = 'PT422', detail = v_run.max_steps::text;
  -- A step that was begun in time may end after it.
  elsif clock_timestamp() > v_run.deadline_at + interval '5 minutes' then
    raise exception 'run_time_limit' using errcode = 'PT408';
  end if;
  if coalesce(p_step ->> 'text', '') <> '' then
    insert into public.chat_messages as m (session_id, run_id, user_id, role, step, text)
      values (v_run.session_id, v_run.id, v_run.user_id, 'assistant', v_step, left(p_step ->> 'text', 200000))
      on conflict (run_id, step) do update set text = excluded.text, status = 'completed', created_at = excluded.created_at;
  else
    delete from public.chat_messages where run_id = p_run_id and step = v_step;
  end if;
  perform private.add_tool_calls(v_run, v_step, coalesce(p_step -> 'tool_calls', '[]'));
  update ai.runs set steps = v_step where id = p_run_id;
  update private.run_jobs set attempts = 0 where run_id = p_run_id;
  return private.add_run_events(v_run, p_events);
end;
$$;

create function private.add_tool_calls(p_run ai.runs, p_step integer, p_tool_calls jsonb) returns void
language sql security definer set search_path = ''
as $$
  insert into ai.tool_calls (
    id, run_id, user_id, step, number, provider_call_id, name, tool_id, arguments, needs_approval, client, repeatable,
    status, expires_at
  )
    select (c.value ->> 'id')::uuid, p_run.id, p_run.user_id, p_step, c.ordinality, c.value ->> 'provider_call_id',
      c.value ->> 'name', (c.value ->> 'tool_id')::uuid, c.value -> 'arguments', f.needs_approval, f.client, f.repeatable,
      case when f.needs_approval then 'approval' when f.client then 'client' else 'pending' end,
      case when f.client then clock_timestamp() + interval '7 days' end
    from jsonb_array_elements(p_tool_calls) with ordinality c
    cross join lateral (
      select coalesce((c.value ->> 'needs_approval')::boolean, false) as needs_approval,
        coalesce((c.value ->> 'client')::boolean, false) as client,
        coalesce((c.value ->> 'repeatable')::boolean, false) as repeatable
    ) f;
  insert into ai.approvals (id, run_id, session_id, user_id, name, arguments)
    select t.id, t.run_id, p_run.session_id, t.user_id, t.name, t.arguments
    from ai.tool_calls t where t.run_id = p_run.id and t.step = p_step and t.status = 'approval' order by t.number;
$$;

-- Whether a tool call may be made now, by this holder (a lease or a segment), whose right the caller has checked:
--   run      it may, and nobody made it yet. The same holder is told so again: an answer may get lost on the way.
--   again    somebody else began it, and it may be repeated
--   unknown  somebody else began it, and it may not: it is over
-- What waits for a decision or for the client is refused, and so is what is over.
create function private.begin_tool_call(p_tool_call_id uuid, p_holder uuid) returns text
language plpgsql security definer set search_path = ''
as $$
declare
  v_call ai.tool_calls;
begin
  select * into v_call from ai.tool_calls where id = p_tool_call_id for update;
  if v_call.id is null then
    raise exception 'tool_call_not_found' using errcode = 'PT404';
  elsif v_call.status in ('approval', 'client') then
    raise exception 'tool_call_not_ready' using errcode = 'PT409', detail = v_call.status;
  elsif v_call.status not in ('pending', 'running') then
    raise exception 'tool_call_done' using errcode = 'PT409', detail = v_call.status;
  elsif v_call.status = 'running' and v_call.holder is distinct from p_holder and not v_call.repeatable then
    update ai.tool_calls set status = 'unknown', finished_at = clock_timestamp() where id = p_tool_call_id;
    return 'unknown';
  end if;
  update ai.tool_calls set status = 'running', holder = p_holder, attempts = attempts + 1,
    started_at = coalesce(started_at, clock_timestamp())
    where id = p_tool_call_id;
  return case when v_call.status = 'running' and v_call.holder is distinct from p_holder then 'again' else 'run' end;
end;
$$;

-- What came of a tool call. One that was refused, or of which nobody knows, takes only words for the model about that.
create function private.finish_tool_call(
  p_tool_call_id uuid, p_holder uuid, p_status text, p_output text, p_citations jsonb, p_ms integer
)
returns void
language plpgsql security definer set search_path = ''
as $$
declare
  v_call ai.tool_calls;
begin
  select * into v_call from ai.tool_calls where id = p_tool_call_id for update;
  if p_status is null or p_status not in ('done', 'failed', 'refused', 'unknown') then
    raise exception 'bad_request' using errcode = 'PT400', hint = 'done, failed, refused or unknown.';
  elsif v_call.status in ('approval', 'client') then
    raise exception 'tool_call_not_ready' using errcode = 'PT409', detail = v_call.status;
  -- What was never begun has no result, but arguments may be wrong, or its tool gone.
  elsif not coalesce(
    (v_call.status = 'running' and v_call.holder = p_holder)
    or (v_call.status = 'pending' and p_status in ('failed', 'refused'))
    or (v_call.status in ('refused', 'unknown') and p_status = v_call.status and v_call.output is null), false
  ) then
    raise exception 'tool_call_done' using errcode = 'PT409', detail = v_call.status;
  end if;
  update ai.tool_calls set status = p_status, output = left(p_output, 64000), citations = coalesce(p_citations, '[]'),
    ms = p_ms, finished_at = coalesce(finished_at, clock_timestamp())
    where id = p_tool_call_id;
end;
$$;

create function private.run_of_tool_call(p_tool_call_id uuid) returns uuid
language plpgsql stable security definer set search_path = ''
as $$
declare
  v_run_id uuid := (select run_id from ai.tool_calls where id = p_tool_call_id);
begin
  if v_run_id is null then
    raise exception 'tool_call_not_found' using errcode = 'PT404';
  end if;
  return v_run_id;
end;
$$;

create function ai.begin_tool_call(p_tool_call_id uuid, p_lease_token uuid) returns text
language plpgsql security definer set search_path = ''
as $$
begin
  perform private.hold_run(private.run_of_tool_call(p_tool_call_id), p_lease_token);
  return private.begin_tool_call(p_tool_call_id, p_lease_token);
end;
$$;

-- Stores a result, with events of it if there are any, and answers the last seq. From here on the call is not made again.
create function ai.finish_tool_call(
  p_tool_call_id uuid, p_lease_token uuid, p_status text, p_output text, p_citations jsonb, p_ms integer,
  p_events jsonb default '[]'
)
returns integer
language plpgsql security definer set search_path = ''
as $$
declare
  v_run ai.runs := private.hold_run(private.run_of_tool_call(p_tool_call_id), p_lease_token);
begin
  perform private.finish_tool_call(p_tool_call_id, p_lease_token, p_status, p_output, p_citations, p_ms);
  update private.run_jobs set attempts = 0 where run_id = v_run.id;
  return private.add_run_events(v_run, p_events);
end;
$$;

grant execute on function
  ai.save_run_step(uuid, uuid, jsonb, jsonb), ai.begin_tool_call(uuid, uuid),
  ai.finish_tool_call(uuid, uuid, text, text, jsonb, integer, jsonb)
  to service_role;
