-- A ticket says in which way it goes on with a call: from a segment that its holder has (the worker stands by), or by
-- taking the call from whoever carries it. Neither: only if nobody does.
alter table private.call_tickets
  add column from_segment integer check (from_segment > 0),
  add column take_over boolean not null default false;

drop function public.open_call(text, uuid, uuid);

-- Opens a call for the signed-in user, or a further segment of a call of theirs, and leaves a ticket for it. Runs as
-- the user: identity is auth.uid() and nothing else. The caller makes the ticket and hands over only its hash.
create function public.open_call(
  p_token_hash text, p_agent_id uuid default null, p_call_id uuid default null,
  p_from_segment integer default null, p_take_over boolean default false
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
  end if;
  delete from private.call_tickets where user_id = v_user_id and expires_at < now() - interval '1 hour';
  if p_call_id is null then
    v_call_id := private.add_call(v_user_id, p_agent_id);
  else
    perform private.check_resumable(v_user_id, p_call_id, p_from_segment, coalesce(p_take_over, false));
  end if;
  return query
    insert into private.call_tickets (token_hash, call_id, user_id, from_segment, take_over)
    values (p_token_hash, v_call_id, v_user_id, p_from_segment, coalesce(p_take_over, false))
    returning call_tickets.call_id, call_tickets.expires_at;
end;
$$;
grant execute on function public.open_call(text, uuid, uuid, integer, boolean) to authenticated;

-- A new call of a user with an agent of theirs; without one, with their default agent.
create function private.add_call(p_user_id uuid, p_agent_id uuid) returns uuid
language plpgsql security definer set search_path = ''
as $$
declare
  v_agent public.agents;
  v_call_id uuid;
begin
  select a.* into v_agent
    from public.agents a
    join public.memberships m on m.organization_id = a.organization_id and m.user_id = p_user_id
    join public.organizations o on o.id = a.organization_id
    where a.status = 'published' and (p_agent_id is null or a.id = p_agent_id)
    order by (o.personal_of = p_user_id) desc nulls last, a.created_at, a.id
    limit 1;
  if not found then
    raise exception 'agent_not_found' using errcode = 'PT404';
  end if;
  insert into public.calls (user_id, organization_id, agent_id)
    values (p_user_id, v_agent.organization_id, v_agent.id)
    returning id into v_call_id;
  return v_call_id;
end;
$$;

-- Whether a call of the user can go on in the way asked for; raises what is in the way. A stale call is closed first,
-- and then has ended.
create function private.check_resumable(p_user_id uuid, p_call_id uuid, p_from_segment integer, p_take_over boolean)
returns void
language plpgsql security definer set search_path = ''
as $$
declare
  v_ended_at timestamptz;
begin
  perform private.close_stale_calls(p_user_id);
  select ended_at into v_ended_at from public.calls where id = p_call_id and user_id = p_user_id;
  if not found then
    raise exception 'call_not_found' using errcode = 'PT404';
  elsif v_ended_at is not null then
    raise exception 'call_ended' using errcode = 'PT409';
  end if;
  perform private.check_segment_order(p_call_id, p_from_segment, p_take_over);
end;
$$;

-- Checked when a ticket is asked for, and again when it is redeemed.
create function private.check_segment_order(p_call_id uuid, p_from_segment integer, p_take_over boolean) returns void
language plpgsql security definer set search_path = ''
as $$
begin
  if p_from_segment is not null then
    if private.may_follow(p_call_id, p_from_segment) is not true then
      raise exception 'segment_superseded' using
        errcode = 'PT409', hint = 'Another connection has carried the call since. Take it over, or leave it there.';
    end if;
  elsif not p_take_over and private.has_live_segment(p_call_id) then
    raise exception 'call_busy' using errcode = 'PT409', hint = 'Take the call over, or leave it there.';
  end if;
end;
$$;
