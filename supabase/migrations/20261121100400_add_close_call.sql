-- Whoever changes who carries a call holds this lock: first the call, then its open segments, always in this order.
-- append_messages shares the lock of the segment that it writes for, so that this waits for rows under way, and rows
-- to come wait for this. Not `for update`: new messages refer to the call, and would wait for nothing.
create function private.lock_call(p_call_id uuid) returns public.calls
language plpgsql security definer set search_path = ''
as $$
declare
  v_call public.calls;
begin
  select * into v_call from public.calls where id = p_call_id for no key update;
  perform 1 from public.call_segments where call_id = p_call_id and ended_at is null for no key update;
  return v_call;
end;
$$;

-- Ends a call with everything that is open of it. Callers hold the call's lock.
create function private.close_call(p_call_id uuid, p_reason text, p_ended_at timestamptz) returns void
language plpgsql security definer set search_path = ''
as $$
begin
  perform private.settle_forming(p_call_id);
  update public.call_segments set ended_at = p_ended_at, end_reason = p_reason
    where call_id = p_call_id and ended_at is null;
  update public.calls set ended_at = p_ended_at, end_reason = p_reason
    where id = p_call_id and ended_at is null;
end;
$$;
