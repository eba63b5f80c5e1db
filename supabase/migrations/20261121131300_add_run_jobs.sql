-- The queue of runs: a row a run that is not over. As private.source_jobs: any worker takes any row that is due, holds it
-- by a lease, and every save names the lease's token. Whoever writes anything of a run holds the lock on its row in
-- ai.runs first, then its job, then its tool calls: nothing is decided twice, and nobody waits in a circle.
create table private.run_jobs (
  run_id uuid primary key references ai.runs (id) on delete cascade,
  -- of a run that waits: when the first of what it waits for expires
  run_after timestamptz not null default now(),
  -- how often it was taken since it last got on
  attempts integer not null default 0 check (attempts >= 0),
  lease_token uuid,
  leased_until timestamptz
);

create index run_jobs_run_after_idx on private.run_jobs (run_after);

alter table private.run_jobs enable row level security;

create trigger run_jobs_refuse_agent
  before insert or update or delete on private.run_jobs
  for each statement execute function private.refuse_agent();

-- Appends events `[{type, data}]` to a run whose lock the caller holds, and answers the last seq.
create function private.add_run_events(p_run ai.runs, p_events jsonb) returns integer
language plpgsql security definer set search_path = ''
as $$
declare
  v_last integer := coalesce((select max(seq) from ai.run_events where run_id = p_run.id), 0);
begin
  insert into ai.run_events (run_id, seq, session_id, user_id, type, data)
    select p_run.id, v_last + e.ordinality, p_run.session_id, p_run.user_id, e.value ->> 'type',
      coalesce(e.value -> 'data', '{}')
    from jsonb_array_elements(coalesce(p_events, '[]')) with ordinality e
    order by e.ordinality;
  return v_last + jsonb_array_length(coalesce(p_events, '[]'));
end;
$$;

create function private.add_run_event(p_run ai.runs, p_type text, p_data jsonb) returns integer
language sql security definer set search_path = ''
as $$
  select private.add_run_events(p_run, jsonb_build_array(jsonb_build_object('type', p_type, 'data', p_data)));
$$;

-- What was stored of an answer that nobody finished: the pieces of the step at hand, from its last beginning.
create function private.keep_interrupted_text(p_run ai.runs) returns void
language plpgsql security definer set search_path = ''
as $$
declare
  v_begun integer := (
    select max(seq) from ai.run_events where run_id = p_run.id and type in ('step.started', 'run.resumed')
  );
  v_text text := (
    select string_agg(data ->> 'delta', '' order by seq) from ai.run_events
    where run_id = p_run.id and seq > v_begun and type = 'text.delta' and data ->> 'step' = (p_run.steps + 1)::text
  );
begin
  if v_text <> '' then
    insert into public.chat_messages (session_id, run_id, user_id, role, step, text, status)
      values (p_run.session_id, p_run.id, p_run.user_id, 'assistant', p_run.steps + 1, left(v_text, 200000), 'interrupted')
      on conflict (run_id, step) do update set text = excluded.text where chat_messages.status = 'interrupted';
  end if;
end;
$$;

-- Ends a run whose lock the caller holds, and says so: the last event of a run is written here and nowhere else. One that
-- failed may be retried, so that what it waited for stays as it is.
create function private.end_run(p_run ai.runs, p_status text, p_error_code text) returns integer
language plpgsql security definer set search_path = ''
as $$
begin
  update ai.runs set status = p_status, error_code = p_error_code, finished_at = clock_timestamp(), waiting_since = null
    where id = p_run.id;
  delete from private.run_jobs where run_id = p_run.id;
  if p_status <> 'failed' then
    update ai.tool_calls
      set status = case status when 'running' then 'unknown' else 'cancelled' end, finished_at = clock_timestamp()
      where run_id = p_run.id and status in ('approval', 'client', 'pending', 'running');
    update ai.approvals set status = 'cancelled', decided_at = clock_timestamp()
      where run_id = p_run.id and status = 'pending';
  end if;
  if p_status <> 'completed' then
    perform private.keep_interrupted_text(p_run);
  end if;
  return private.add_run_event(p_run, 'run.done', jsonb_build_object(
    'status', p_status, 'error_code', p_error_code, 'cost_micro_usd', p_run.cost_micro_usd
  ));
end;
$$;

-- A run that waited goes on, now that something is there. Its deadline moves by the time that it waited. The caller holds
-- its lock.
create function private.wake_run(p_run ai.runs) returns void
language plpgsql security definer set search_path = ''
as $$
begin
  if exists (select 1 from ai.tool_calls where run_id = p_run.id and status in ('approval', 'client'))
    and not exists (select 1 from ai.tool_calls where run_id = p_run.id and status = 'pending') then
    return;
  end if;
  update ai.runs set status = 'queued', deadline_at = deadline_at + (clock_timestamp() - waiting_since), waiting_since = null
    where id = p_run.id and status = 'waiting';
  if found then
    update private.run_jobs set run_after = clock_timestamp(), attempts = 0 where run_id = p_run.id;
  end if;
end;
$$;

-- Whoever leaves an organisation, or is removed from it, has no agent of it at work any more.
create function private.end_runs_of_former_member() returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
  v_run ai.runs;
begin
  for v_run in
    select * from ai.runs
    where user_id = old.user_id and organization_id = old.organization_id and status in ('queued', 'running', 'waiting')
    order by id for no key update
  loop
    perform private.end_run(v_run, 'cancelled', 'organization_not_found');
  end loop;
  return null;
end;
$$;

create trigger memberships_end_runs
  after delete on public.memberships
  for each row execute function private.end_runs_of_former_member();
