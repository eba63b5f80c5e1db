-- Tool calls of voice calls: the same rows and rules as those of runs, fenced by the live segment instead of a lease. Only
-- the relay calls these.

-- Writes a tool call down before it is made; a further worker of the call that hears of it again finds the same row, and
-- what became of it.
create function ai.open_call_tool_call(p_call_id uuid, p_segment_id uuid, p_tool_call jsonb)
returns table (tool_call_id uuid, status text)
language plpgsql security definer set search_path = ''
as $$
#variable_conflict use_column
declare
  v_call ai.tool_calls;
  v_needs_approval boolean := coalesce((p_tool_call ->> 'needs_approval')::boolean, false);
begin
  perform private.hold_fence(p_call_id, p_segment_id);
  insert into ai.tool_calls as t (
    id, call_id, user_id, provider_call_id, name, tool_id, arguments, needs_approval, repeatable, status
  )
    select (p_tool_call ->> 'id')::uuid, c.id, c.user_id, p_tool_call ->> 'provider_call_id', p_tool_call ->> 'name',
      (p_tool_call ->> 'tool_id')::uuid, p_tool_call -> 'arguments', v_needs_approval,
      coalesce((p_tool_call ->> 'repeatable')::boolean, false), case when v_needs_approval then 'approval' else 'pending' end
    from public.calls c where c.id = p_call_id
    on conflict (call_id, provider_call_id) where call_id is not null do nothing
    returning t.* into v_call;
  if v_call.status = 'approval' then
    insert into ai.approvals (id, call_id, session_id, user_id, name, arguments)
      select v_call.id, c.id, c.chat_session_id, c.user_id, v_call.name, v_call.arguments
      from public.calls c where c.id = p_call_id;
  end if;
  return query
    select t.id, t.status from ai.tool_calls t
    where t.call_id = p_call_id and t.provider_call_id = p_tool_call ->> 'provider_call_id';
end;
$$;

create function private.call_of_tool_call(p_tool_call_id uuid) returns uuid
language plpgsql stable security definer set search_path = ''
as $$
declare
  v_call_id uuid := (select call_id from ai.tool_calls where id = p_tool_call_id);
begin
  if v_call_id is null then
    raise exception 'tool_call_not_found' using errcode = 'PT404';
  end if;
  return v_call_id;
end;
$$;

create function ai.begin_call_tool_call(p_tool_call_id uuid, p_segment_id uuid) returns text
language plpgsql security definer set search_path = ''
as $$
begin
  perform private.hold_fence(private.call_of_tool_call(p_tool_call_id), p_segment_id);
  return private.begin_tool_call(p_tool_call_id, p_segment_id);
end;
$$;

create function ai.finish_call_tool_call(
  p_tool_call_id uuid, p_segment_id uuid, p_status text, p_output text, p_citations jsonb, p_ms integer
)
returns void
language plpgsql security definer set search_path = ''
as $$
begin
  perform private.hold_fence(private.call_of_tool_call(p_tool_call_id), p_segment_id);
  perform private.finish_tool_call(p_tool_call_id, p_segment_id, p_status, p_output, p_citations, p_ms);
end;
$$;

grant execute on function
  ai.open_call_tool_call(uuid, uuid, jsonb), ai.begin_call_tool_call(uuid, uuid),
  ai.finish_call_tool_call(uuid, uuid, text, text, jsonb, integer)
  to service_role;

-- With the call ends what it waited for. Approvals first: whoever decides holds them in this order.
create function private.end_tool_calls_of_call() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  update ai.approvals set status = 'cancelled', decided_at = clock_timestamp()
    where call_id = new.id and status = 'pending';
  update ai.tool_calls
    set status = case status when 'running' then 'unknown' else 'cancelled' end, finished_at = clock_timestamp()
    where call_id = new.id and status in ('approval', 'client', 'pending', 'running');
  return null;
end;
$$;

create trigger calls_end_tool_calls
  after update of ended_at on public.calls
  for each row when (old.ended_at is null and new.ended_at is not null)
  execute function private.end_tool_calls_of_call();
