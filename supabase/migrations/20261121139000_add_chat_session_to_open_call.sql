drop function public.open_call(text, uuid, uuid, integer, boolean, boolean);

-- Opens a call for the signed-in user, or a further segment of a call of theirs, and leaves a ticket for it. Runs as
-- the user: identity is auth.uid() and nothing else. The caller makes the ticket and hands over only its hash. With
-- p_draft the call tries an agent's draft, which its organisation's owners and admins may. With p_chat_session_id it goes
-- on with a conversation of theirs, with its agent.
create function public.open_call(
  p_token_hash text, p_agent_id uuid default null, p_call_id uuid default null,
  p_from_segment integer default null, p_take_over boolean default false, p_draft boolean default false,
  p_chat_session_id uuid default null
)
returns table (call_id uuid, expires_at timestamptz)
language plpgsql security definer set search_path = ''
as $$
#variable_conflict use_column
declare
  v_user_id uuid := auth.uid();
  v_call_id uuid := p_call_id;
begin
  if v_user_id is null then
    raise exception 'not_authenticated' using errcode = 'PT401';
  elsif p_call_id is null and (p_from_segment is not null or p_take_over) then
    raise exception 'bad_request' using errcode = 'PT400', hint = 'p_from_segment and p_take_over need a p_call_id.';
  elsif p_draft and (p_call_id is not null or p_agent_id is null) then
    raise exception 'bad_request' using errcode = 'PT400', hint = 'p_draft needs a p_agent_id, and begins a new call.';
  elsif p_chat_session_id is not null and (p_call_id is not null or p_draft) then
    raise exception 'bad_request' using
      errcode = 'PT400', hint = 'p_chat_session_id begins a new call, with what is published of its agent.';
  end if;
  delete from private.call_tickets where user_id = v_user_id and expires_at < now() - interval '1 hour';
  if p_call_id is not null then
    perform private.check_resumable(v_user_id, p_call_id, p_from_segment, coalesce(p_take_over, false));
  elsif p_chat_session_id is not null then
    v_call_id := private.add_session_call(v_user_id, p_chat_session_id, p_agent_id);
  else
    v_call_id := private.add_call(v_user_id, p_agent_id, coalesce(p_draft, false));
  end if;
  return query
    insert into private.call_tickets (token_hash, call_id, user_id, from_segment, take_over)
    values (p_token_hash, v_call_id, v_user_id, p_from_segment, coalesce(p_take_over, false))
    returning call_tickets.call_id, call_tickets.expires_at;
end;
$$;
grant execute on function public.open_call(text, uuid, uuid, integer, boolean, boolean, uuid) to authenticated;

-- A new call of a user that goes on with a session of theirs; with p_agent_id only if that is its agent.
create function private.add_session_call(p_user_id uuid, p_session_id uuid, p_agent_id uuid) returns uuid
language plpgsql security definer set search_path = ''
as $$
declare
  v_agent_id uuid;
  v_call_id uuid;
begin
  select agent_id into v_agent_id from public.chat_sessions
    where id = p_session_id and user_id = p_user_id and agent_id = coalesce(p_agent_id, agent_id);
  if not found then
    raise exception 'session_not_found' using errcode = 'PT404';
  end if;
  v_call_id := private.add_call(p_user_id, v_agent_id, false);
  -- As runs do: whoever begins something holds its organisation first, then the session, which may have been deleted
  -- meanwhile.
  update public.chat_sessions set active_at = clock_timestamp() where id = p_session_id;
  if not found then
    raise exception 'session_not_found' using errcode = 'PT404';
  end if;
  update public.calls set chat_session_id = p_session_id where id = v_call_id;
  return v_call_id;
end;
$$;
