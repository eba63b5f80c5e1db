-- What people do with their runs while they are on. Somebody else's run is not there.

-- A run of the caller, locked.
create function private.lock_own_run(p_run_id uuid) returns ai.runs
language plpgsql security definer set search_path = ''
as $$
declare
  v_user_id uuid := private.require_person();
  v_run ai.runs;
begin
  select * into v_run from ai.runs where id = p_run_id and user_id = v_user_id for no key update;
  if not found then
    raise exception 'run_not_found' using errcode = 'PT404';
  end if;
  return v_run;
end;
$$;

-- Stops a run, whatever it does, and answers its status now. What is over stays as it is.
create function ai.cancel_run(p_run_id uuid) returns text
language plpgsql security definer set search_path = ''
as $$
declare
  v_run ai.runs := private.lock_own_run(p_run_id);
begin
  if v_run.status not in ('queued', 'running', 'waiting') then
    return v_run.status;
  end if;
  perform private.end_run(v_run, 'cancelled', null);
  return 'cancelled';
end;
$$;

-- Goes on with a run that has failed, after its last complete step, with its time anew. Any other is left alone.
create function ai.retry_run(p_run_id uuid) returns text
language plpgsql security definer set search_path = ''
as $$
declare
  v_user_id uuid := private.require_person();
  v_run ai.runs;
begin
  perform private.lock_run_starts(v_user_id);
  select * into v_run from ai.runs where id = p_run_id and user_id = v_user_id;
  if not found then
    raise exception 'run_not_found' using errcode = 'PT404';
  elsif v_run.status = 'failed' then
    perform private.admit_run(v_user_id, v_run.organization_id, v_run.session_id);
  end if;
  v_run := private.lock_own_run(p_run_id);
  if v_run.status <> 'failed' then
    return v_run.status;
  end if;
  update ai.runs set status = 'queued', error_code = null, finished_at = null,
    deadline_at = default
    where id = p_run_id;
  insert into private.run_jobs (run_id) values (p_run_id);
  return 'queued';
end;
$$;

-- Decides a tool call that waits for it, once. Changed arguments are the person's word; the worker still checks them
-- against the tool before it calls.
create function ai.decide_approval(p_approval_id uuid, p_decision text, p_arguments jsonb default null) returns text
language plpgsql security definer set search_path = ''
as $$
declare
  v_user_id uuid := private.require_person();
  v_approval ai.approvals;
  v_run ai.runs;
  v_decision text := case when p_decision = 'approved' and p_arguments is not null then 'changed' else p_decision end;
begin
  if p_decision is null or p_decision not in ('approved', 'refused') or (p_decision = 'refused' and p_arguments is not null) then
    raise exception 'bad_request' using errcode = 'PT400', hint = 'approved, with or without arguments, or refused.';
  elsif jsonb_typeof(p_arguments) <> 'object' or octet_length(p_arguments::text) > 65536 then
    raise exception 'bad_request' using errcode = 'PT400', hint = 'p_arguments is an object of at most 64 KiB.';
  end if;
  select * into v_approval from ai.approvals where id = p_approval_id and user_id = v_user_id;
  if not found then
    raise exception 'approval_not_found' using errcode = 'PT404';
  end if;
  select * into v_run from ai.runs where id = v_approval.run_id for no key update;
  select * into v_approval from ai.approvals where id = p_approval_id for no key update;
  if v_approval.id is null then
    raise exception 'approval_not_found' using errcode = 'PT404';
  elsif v_approval.status = 'expired' or (v_approval.status = 'pending' and v_approval.expires_at <= clock_timestamp()) then
    raise exception 'approval_expired' using errcode = 'PT410', hint = 'Ask the agent again.';
  elsif v_approval.status <> 'pending' then
    raise exception 'approval_decided' using errcode = 'PT409', detail = v_approval.status;
  end if;
  perform private.settle_approval(v_run, v_approval, v_decision, p_arguments);
  return v_decision;
end;
$$;

-- Writes a decision down, tells it, and lets the run go on. The caller holds the locks.
create function private.settle_approval(p_run ai.runs, p_approval ai.approvals, p_decision text, p_arguments jsonb)
returns void
language plpgsql security definer set search_path = ''
as $$
begin
  update ai.approvals set status = p_decision, decided_at = clock_timestamp() where id = p_approval.id;
  update ai.tool_calls set
    arguments = coalesce(p_arguments, arguments),
    status = case when p_decision in ('refused', 'expired') then 'refused' when client then 'client' else 'pending' end,
    finished_at = case when p_decision in ('refused', 'expired') then clock_timestamp() end,
    expires_at = case when client then clock_timestamp() + interval '7 days' end
    where id = p_approval.id;
  if p_run.id is not null then
    perform private.add_run_event(p_run, 'tool.decided', jsonb_build_object(
      'tool_call_id', p_approval.id, 'name', p_approval.name, 'decision', p_decision
    ) || case when p_arguments is null then '{}' else jsonb_build_object('arguments', p_arguments) end);
    perform private.wake_run(p_run);
  end if;
end;
$$;

-- What a function that runs in the client answered, once.
create function ai.submit_tool_output(p_tool_call_id uuid, p_output text) returns text
language plpgsql security definer set search_path = ''
as $$
declare
  v_user_id uuid := private.require_person();
  v_call ai.tool_calls;
  v_run ai.runs;
begin
  if p_output is null or char_length(p_output) > 64000 then
    raise exception 'bad_request' using errcode = 'PT400', hint = 'p_output has at most 64,000 characters.';
  end if;
  select * into v_call from ai.tool_calls where id = p_tool_call_id and user_id = v_user_id and client;
  if not found then
    raise exception 'tool_call_not_found' using errcode = 'PT404';
  end if;
  select * into v_run from ai.runs where id = v_call.run_id for no key update;
  update ai.tool_calls set status = 'done', output = p_output, finished_at = clock_timestamp(),
    ms = greatest(0, least(2147483647, extract(epoch from clock_timestamp() - created_at) * 1000))::integer
    where id = p_tool_call_id and status = 'client'
    returning * into v_call;
  if not found then
    select * into v_call from ai.tool_calls where id = p_tool_call_id;
    if v_call.status = 'approval' then
      raise exception 'tool_call_not_ready' using errcode = 'PT409', hint = 'It waits for a decision first.';
    end if;
    raise exception 'tool_call_done' using errcode = 'PT409', detail = v_call.status;
  end if;
  if v_run.id is not null then
    perform private.add_run_event(v_run, 'tool.done', jsonb_build_object(
      'tool_call_id', v_call.id, 'name', v_call.name, 'status', 'done', 'output', p_output, 'citations', '[]'::jsonb,
      'ms', v_call.ms
    ));
    perform private.wake_run(v_run);
  end if;
  return 'done';
end;
$$;

grant execute on function
  ai.cancel_run(uuid), ai.retry_run(uuid), ai.decide_approval(uuid, text, jsonb), ai.submit_tool_output(uuid, text)
  to authenticated;
