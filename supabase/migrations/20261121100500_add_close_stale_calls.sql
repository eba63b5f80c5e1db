-- A call without a sign of life for 90 seconds is over since its last one. Nothing watches for that: whoever comes next
-- closes it, here for one user.
create function private.close_stale_calls(p_user_id uuid) returns integer
language plpgsql security definer set search_path = ''
as $$
declare
  v_call_id uuid;
  v_call public.calls;
  v_closed integer := 0;
begin
  for v_call_id in
    select id from public.calls
    where user_id = p_user_id and ended_at is null and last_seen_at < now() - interval '90 seconds'
    order by id
  loop
    v_call := private.lock_call(v_call_id);
    -- It may have been seen, or ended, while this waited for the lock.
    if v_call.ended_at is null and v_call.last_seen_at < now() - interval '90 seconds' then
      perform private.close_call(v_call.id, 'stale', v_call.last_seen_at);
      v_closed := v_closed + 1;
    end if;
  end loop;
  return v_closed;
end;
$$;

-- Closes the signed-in user's stale calls, and says how many there were.
create function public.close_stale_calls() returns integer
language plpgsql security definer set search_path = ''
as $$
begin
  if auth.uid() is null then
    raise exception 'not_authenticated' using errcode = 'PT401';
  end if;
  return private.close_stale_calls(auth.uid());
end;
$$;
grant execute on function public.close_stale_calls() to authenticated;

-- As before, but stale calls are closed with their segments, and what was being said is kept.
create or replace function private.admit_call() returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
  v_limit integer;
begin
  if new.ended_at is not null then
    return new;
  end if;
  perform 1 from public.profiles where id = new.user_id for update;
  perform private.close_stale_calls(new.user_id);
  v_limit := (private.plan_of(new.user_id)).live_calls;
  if (select count(*) from public.calls where user_id = new.user_id and ended_at is null) >= v_limit then
    raise exception 'live_calls_limit' using
      errcode = 'PT429', detail = v_limit::text, hint = 'End a call, or change to a plan with more live calls.';
  end if;
  return new;
end;
$$;
