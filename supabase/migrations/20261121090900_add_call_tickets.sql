-- A ticket opens the relay once, within 30 seconds, for one user and one call. Only its SHA-256 is stored.
create table private.call_tickets (
  token_hash text primary key check (token_hash ~ '^[0-9a-f]{64}$'),
  call_id uuid not null references public.calls (id) on delete cascade,
  user_id uuid not null references auth.users (id) on delete cascade,
  expires_at timestamptz not null default now() + interval '30 seconds',
  consumed_at timestamptz
);

create index call_tickets_call_id_idx on private.call_tickets (call_id);
create index call_tickets_user_id_idx on private.call_tickets (user_id);

-- No grants and no policies: only the functions below reach it.
alter table private.call_tickets enable row level security;

-- Opens a call for the signed-in user, or a further segment of a call of theirs, and leaves a ticket for it. Runs as
-- the user: identity is auth.uid() and nothing else. The caller makes the ticket and hands over only its hash.
create function public.open_call(p_token_hash text, p_agent_id uuid default null, p_call_id uuid default null)
returns table (call_id uuid, expires_at timestamptz)
language plpgsql security definer set search_path = ''
as $$
#variable_conflict use_column
declare
  v_user_id uuid := auth.uid();
  v_agent public.agents;
  v_call public.calls;
begin
  if v_user_id is null then
    raise exception 'not_authenticated' using errcode = 'PT401';
  end if;
  delete from private.call_tickets where user_id = v_user_id and expires_at < now() - interval '1 hour';
  if p_call_id is not null then
    select * into v_call from public.calls where id = p_call_id and user_id = v_user_id;
    if not found then
      raise exception 'call_not_found' using errcode = 'PT404';
    elsif v_call.ended_at is not null then
      raise exception 'call_ended' using errcode = 'PT409';
    end if;
  else
    select a.* into v_agent
      from public.agents a
      join public.memberships m on m.organization_id = a.organization_id and m.user_id = v_user_id
      join public.organizations o on o.id = a.organization_id
      where a.status = 'published' and (p_agent_id is null or a.id = p_agent_id)
      order by (o.personal_of = v_user_id) desc nulls last, a.created_at, a.id
      limit 1;
    if not found then
      raise exception 'agent_not_found' using errcode = 'PT404';
    end if;
    insert into public.calls (user_id, organization_id, agent_id)
      values (v_user_id, v_agent.organization_id, v_agent.id)
      returning * into v_call;
  end if;
  return query
    insert into private.call_tickets (token_hash, call_id, user_id)
    values (p_token_hash, v_call.id, v_user_id)
    returning call_tickets.call_id, call_tickets.expires_at;
end;
$$;
grant execute on function public.open_call(text, uuid, uuid) to authenticated;

-- Takes a ticket in, once and for all, and opens the call's next segment on the given worker. A segment that is still
-- open ends as superseded: its worker learns it from touch_call_segment. Null columns never tell why a ticket failed.
create function public.redeem_call_ticket(p_token_hash text, p_worker text)
returns table (
  call_id uuid, user_id uuid, segment_id uuid, segment_number integer, next_position bigint,
  agent_id uuid, agent_name text, instructions text, greeting text, voice text, model text, tools jsonb
)
language plpgsql security definer set search_path = ''
as $$
#variable_conflict use_column
declare
  v_ticket private.call_tickets;
  v_call public.calls;
  v_segment public.call_segments;
begin
  update private.call_tickets set consumed_at = now()
    where token_hash = p_token_hash and consumed_at is null and expires_at > now()
    returning * into v_ticket;
  if not found then
    raise exception 'ticket_invalid' using errcode = 'PT401';
  end if;
  update public.calls set last_seen_at = now()
    where id = v_ticket.call_id and user_id = v_ticket.user_id and ended_at is null
    returning * into v_call;
  if not found then
    raise exception 'call_ended' using errcode = 'PT409';
  end if;
  update public.call_segments set ended_at = now(), end_reason = 'superseded'
    where call_id = v_call.id and ended_at is null;
  insert into public.call_segments (call_id, number, worker)
    select v_call.id, coalesce(max(number), 0) + 1, p_worker from public.call_segments where call_id = v_call.id
    returning * into v_segment;
  return query
    select v_call.id, v_call.user_id, v_segment.id, v_segment.number,
      coalesce((select max(m.position) from public.messages m where m.call_id = v_call.id), 0) + 1024,
      a.id, a.name, a.instructions, a.greeting, a.voice, a.model, a.tools
    from (select v_call.agent_id as id) c
    left join public.agents a on a.id = c.id;
end;
$$;
grant execute on function public.redeem_call_ticket(text, text) to service_role;

-- A worker's sign of life. False: the segment is over (superseded, or the call ended), so the worker must let go.
create function public.touch_call_segment(p_segment_id uuid) returns boolean
language sql security definer set search_path = ''
as $$
  with touched as (
    update public.calls set last_seen_at = now()
    where ended_at is null
      and id = (select call_id from public.call_segments where id = p_segment_id and ended_at is null)
    returning 1
  )
  select exists (select 1 from touched);
$$;
grant execute on function public.touch_call_segment(uuid) to service_role;

-- Closes a segment; with p_end_call the call too, unless another segment has taken it over meanwhile. Repeating it
-- changes nothing.
create function public.end_call_segment(p_segment_id uuid, p_owner uuid, p_reason text, p_end_call boolean default true)
returns void
language plpgsql security definer set search_path = ''
as $$
declare
  v_call_id uuid;
begin
  update public.call_segments s set ended_at = now(), end_reason = p_reason
    from public.calls c
    where s.id = p_segment_id and s.ended_at is null and c.id = s.call_id and c.user_id = p_owner
    returning s.call_id into v_call_id;
  if found and p_end_call then
    update public.calls set ended_at = now(), end_reason = p_reason
      where id = v_call_id and ended_at is null;
  end if;
end;
$$;
grant execute on function public.end_call_segment(uuid, uuid, text, boolean) to service_role;
