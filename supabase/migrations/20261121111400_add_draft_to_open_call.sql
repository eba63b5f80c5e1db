drop function public.open_call(text, uuid, uuid, integer, boolean);

-- Opens a call for the signed-in user, or a further segment of a call of theirs, and leaves a ticket for it. Runs as
-- the user: identity is auth.uid() and nothing else. The caller makes the ticket and hands over only its hash. With
-- p_draft the call tries an agent's draft, which its organisation's owners and admins may.
create function public.open_call(
  p_token_hash text, p_agent_id uuid default null, p_call_id uuid default null,
  p_from_segment integer default null, p_take_over boolean default false, p_draft boolean default false
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
  end if;
  delete from private.call_tickets where user_id = v_user_id and expires_at < now() - interval '1 hour';
  if p_call_id is null then
    v_call_id := private.add_call(v_user_id, p_agent_id, coalesce(p_draft, false));
  else
    perform private.check_resumable(v_user_id, p_call_id, p_from_segment, coalesce(p_take_over, false));
  end if;
  return query
    insert into private.call_tickets (token_hash, call_id, user_id, from_segment, take_over)
    values (p_token_hash, v_call_id, v_user_id, p_from_segment, coalesce(p_take_over, false))
    returning call_tickets.call_id, call_tickets.expires_at;
end;
$$;
grant execute on function public.open_call(text, uuid, uuid, integer, boolean, boolean) to authenticated;

-- The agent that a user calls who names none: the oldest published one of the personal organisation, else of any other.
-- With a name that agent, where they may call it.
create function private.agent_to_call(p_user_id uuid, p_agent_id uuid, p_draft boolean) returns public.agents
language plpgsql stable security definer set search_path = ''
as $$
declare
  v_agent public.agents;
begin
  select a.* into v_agent
    from public.agents a
    join public.memberships m on m.organization_id = a.organization_id and m.user_id = p_user_id
    join public.organizations o on o.id = a.organization_id
    where (p_agent_id is null or a.id = p_agent_id)
      and (a.status = 'published' or p_draft and a.status <> 'archived')
      and (not p_draft or m.role in ('owner', 'admin'))
    order by (o.personal_of = p_user_id) desc nulls last, a.created_at, a.id
    limit 1;
  if not found then
    raise exception 'agent_not_found' using errcode = 'PT404';
  end if;
  return v_agent;
end;
$$;

drop function private.add_call(uuid, uuid);

-- A new call of a user with an agent of theirs; without one, with their default agent.
create function private.add_call(p_user_id uuid, p_agent_id uuid, p_draft boolean) returns uuid
language plpgsql security definer set search_path = ''
as $$
declare
  v_agent public.agents := private.agent_to_call(p_user_id, p_agent_id, p_draft);
  v_call_id uuid;
begin
  insert into public.calls (user_id, organization_id, agent_id, draft)
    values (p_user_id, v_agent.organization_id, v_agent.id, p_draft)
    returning id into v_call_id;
  return v_call_id;
end;
$$;

-- What a session of the user with an agent would run, for sessions that are no calls (mint-key): the same choice and
-- the same checks as open_call's.
create function public.callable_agent(p_agent_id uuid default null)
returns table (id uuid, number integer, name text, instructions text, voice text, model text, tools jsonb)
language plpgsql security definer set search_path = ''
as $$
declare
  v_agent public.agents;
  v_version public.agent_versions;
begin
  if auth.uid() is null then
    raise exception 'not_authenticated' using errcode = 'PT401';
  end if;
  v_agent := private.agent_to_call(auth.uid(), p_agent_id, false);
  v_version := private.callable_agent(auth.uid(), v_agent.organization_id, v_agent.id, false);
  return query select v_version.agent_id, v_version.number, v_version.name, v_version.instructions, v_version.voice,
    v_version.model, v_version.tools;
end;
$$;
grant execute on function public.callable_agent(uuid) to authenticated;
