-- What workers do with the queue of runs. Only the server calls these.

-- What nobody decided or answered in its time is refused or failed, and the run goes on with that. The caller holds the
-- run's lock.
create function private.expire_waiting(p_run ai.runs) returns void
language plpgsql security definer set search_path = ''
as $$
declare
  v_approval ai.approvals;
  v_call ai.tool_calls;
begin
  for v_approval in
    select * from ai.approvals where run_id = p_run.id and status = 'pending' and expires_at <= clock_timestamp() order by id
  loop
    perform private.settle_approval(p_run, v_approval, 'expired', null);
  end loop;
  for v_call in
    update ai.tool_calls set status = 'failed', finished_at = clock_timestamp()
      where run_id = p_run.id and status = 'client' and expires_at <= clock_timestamp()
      returning *
  loop
    perform private.add_run_event(p_run, 'tool.done', jsonb_build_object(
      'tool_call_id', v_call.id, 'name', v_call.name, 'status', 'failed', 'output', '', 'citations', '[]'::jsonb, 'ms', 0
    ));
  end loop;
end;
$$;

create function ai.has_due_run() returns boolean
language sql stable security definer set search_path = ''
as $$
  select exists (
    select 1 from private.run_jobs
    where run_after <= clock_timestamp() and (leased_until is null or leased_until < clock_timestamp())
  );
$$;

-- Takes a run that is due: the one that is named, else the one that has waited longest. One that was taken five times
-- without getting on has something in it that ends its workers, and fails; so does one whose time is over. The lock on the
-- run comes before that on its job, so a run that somebody is writing is passed over.
create function ai.claim_run(p_lease_seconds integer, p_run_id uuid default null)
returns table (run_id uuid, lease_token uuid, attempts integer)
language plpgsql security definer set search_path = ''
as $$
#variable_conflict use_column
declare
  v_run ai.runs;
  v_job private.run_jobs;
begin
  loop
    select r.* into v_run
      from private.run_jobs j join ai.runs r on r.id = j.run_id
      where (p_run_id is null or j.run_id = p_run_id)
        and j.run_after <= clock_timestamp() and (j.leased_until is null or j.leased_until < clock_timestamp())
      order by j.run_after limit 1
      for no key update of r skip locked;
    if v_run.id is null then
      return;
    end if;
    -- Somebody may have had it between the look at its job and the lock.
    select * into v_job from private.run_jobs j
      where j.run_id = v_run.id and j.run_after <= clock_timestamp()
        and (j.leased_until is null or j.leased_until < clock_timestamp())
      for update;
    continue when v_job.run_id is null;
    perform private.expire_waiting(v_run);
    perform private.wake_run(v_run);
    select * into v_run from ai.runs r where r.id = v_run.id;
    if v_run.status = 'waiting' then
      perform private.set_waiting_until(v_run.id);
      continue;
    end if;
    exit when v_job.attempts < 5 and v_run.deadline_at > clock_timestamp();
    perform private.end_run(v_run, 'failed', case when v_job.attempts < 5 then 'run_time_limit' else 'run_too_complex' end);
  end loop;
  update ai.runs r set status = 'running', started_at = coalesce(r.started_at, clock_timestamp()) where r.id = v_run.id;
  return query
    update private.run_jobs j
      set lease_token = gen_random_uuid(), attempts = j.attempts + 1,
        leased_until = clock_timestamp() + make_interval(secs => p_lease_seconds)
      where j.run_id = v_run.id
      returning j.run_id, j.lease_token, j.attempts;
end;
$$;

-- When a waiting run is looked at again: once the first of what it waits for has expired.
create function private.set_waiting_until(p_run_id uuid) returns void
language sql security definer set search_path = ''
as $$
  update private.run_jobs set lease_token = null, leased_until = null, attempts = 0, run_after = coalesce(least(
    (select min(expires_at) from ai.approvals where run_id = p_run_id and status = 'pending'),
    (select min(expires_at) from ai.tool_calls where run_id = p_run_id and status = 'client')
  ), clock_timestamp())
  where run_id = p_run_id;
$$;

-- The run of a lease, locked. Who lost the lease, or works on what was cancelled or deleted, learns it here, before
-- writing anything.
create function private.hold_run(p_run_id uuid, p_lease_token uuid) returns ai.runs
language plpgsql security definer set search_path = ''
as $$
declare
  v_run ai.runs;
begin
  select * into v_run from ai.runs where id = p_run_id for no key update;
  if v_run.status = 'cancelled' then
    raise exception 'run_cancelled' using errcode = 'PT409', hint = 'Stop here.';
  elsif p_lease_token is null or not exists (
    select 1 from private.run_jobs where run_id = p_run_id and lease_token = p_lease_token
  ) then
    raise exception 'run_lease_lost' using errcode = 'PT409', hint = 'Another worker goes on with it.';
  end if;
  return v_run;
end;
$$;

-- Appends events `[{type, data}]`, keeps the lease, and answers the last seq: a sign of life, but nothing that the next
-- worker would not have to do again.
create function ai.save_run_events(p_run_id uuid, p_lease_token uuid, p_lease_seconds integer, p_events jsonb)
returns integer
language plpgsql security definer set search_path = ''
as $$
declare
  v_run ai.runs := private.hold_run(p_run_id, p_lease_token);
begin
  update private.run_jobs set leased_until = clock_timestamp() + make_interval(secs => p_lease_seconds)
    where run_id = p_run_id;
  return private.add_run_events(v_run, p_events);
end;
$$;

-- Gives a run back: another worker goes on, at once or after some seconds. To be taken is then no attempt.
create function ai.release_run(p_run_id uuid, p_lease_token uuid, p_after_seconds real default 0) returns void
language plpgsql security definer set search_path = ''
as $$
begin
  perform private.hold_run(p_run_id, p_lease_token);
  update private.run_jobs set
    lease_token = null, leased_until = null, attempts = greatest(attempts - 1, 0),
    run_after = clock_timestamp() + make_interval(secs => p_after_seconds::double precision)
    where run_id = p_run_id;
  update ai.runs set status = 'queued' where id = p_run_id;
end;
$$;

-- Gives a run back that can do nothing until its person did something. False: it can, or that is done; go on.
create function ai.park_run(p_run_id uuid, p_lease_token uuid) returns boolean
language plpgsql security definer set search_path = ''
as $$
declare
  v_run ai.runs := private.hold_run(p_run_id, p_lease_token);
begin
  if exists (select 1 from ai.tool_calls where run_id = p_run_id and status in ('pending', 'running'))
    or not exists (select 1 from ai.tool_calls where run_id = p_run_id and status in ('approval', 'client')) then
    return false;
  end if;
  update ai.runs set status = 'waiting', waiting_since = clock_timestamp() where id = p_run_id;
  perform private.set_waiting_until(p_run_id);
  perform private.add_run_event(v_run, 'run.waiting', '{}');
  return true;
end;
$$;

-- Ends a run, and appends its last event, whose seq it answers.
create function ai.finish_run(p_run_id uuid, p_lease_token uuid, p_status text, p_error_code text) returns integer
language plpgsql security definer set search_path = ''
as $$
declare
  v_run ai.runs := private.hold_run(p_run_id, p_lease_token);
begin
  if p_status is null or p_status not in ('completed', 'failed') then
    raise exception 'bad_request' using errcode = 'PT400', hint = 'completed or failed.';
  end if;
  return private.end_run(v_run, p_status, p_error_code);
end;
$$;

grant execute on function
  ai.has_due_run(), ai.claim_run(integer, uuid), ai.save_run_events(uuid, uuid, integer, jsonb),
  ai.release_run(uuid, uuid, real), ai.park_run(uuid, uuid), ai.finish_run(uuid, uuid, text, text)
  to service_role;
