-- A conversation between a user and an agent, over however many connections it takes.
create table public.calls (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null default auth.uid() references auth.users (id) on delete cascade,
  organization_id uuid not null references public.organizations (id) on delete cascade,
  agent_id uuid,
  title text check (char_length(title) between 1 and 200),
  started_at timestamptz not null default now(),
  ended_at timestamptz,
  end_reason text check (
    end_reason in ('hangup', 'disconnected', 'provider_closed', 'provider_session_expired', 'error', 'stale')
  ),
  -- the last sign of life of its relay; a call without one for 90 seconds is stale
  last_seen_at timestamptz not null default now(),
  foreign key (organization_id, agent_id) references public.agents (organization_id, id)
    on delete set null (agent_id)
);

create index calls_user_id_idx on public.calls (user_id, started_at desc);
create index calls_organization_id_idx on public.calls (organization_id, agent_id);
create index calls_live_idx on public.calls (user_id, last_seen_at) where ended_at is null;

grant select, insert (id, user_id, organization_id, agent_id, title, started_at, ended_at), update (title)
  on public.calls to authenticated;
grant select, insert, update, delete on public.calls to service_role;

alter table public.calls enable row level security;

create policy "Calls are visible to their owner"
  on public.calls for select to authenticated
  using (user_id = (select auth.uid()));

create policy "Calls are made by their owner, in an organisation of theirs"
  on public.calls for insert to authenticated
  with check (
    user_id = (select auth.uid())
    and organization_id = any (array(select private.my_organization_ids()))
  );

create policy "Calls are named by their owner"
  on public.calls for update to authenticated
  using (user_id = (select auth.uid()))
  with check (user_id = (select auth.uid()));

-- A call without an organisation belongs to its agent's, else to its owner's personal one.
create function private.set_call_organization() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  if new.organization_id is null then
    new.organization_id := coalesce(
      (
        select a.organization_id
        from public.agents a
        join public.memberships m on m.organization_id = a.organization_id and m.user_id = new.user_id
        where a.id = new.agent_id
      ),
      (select id from public.organizations where personal_of = new.user_id)
    );
  end if;
  return new;
end;
$$;

-- Plans limit live calls. The limit is enforced here, whoever inserts: the lock on the owner's profile makes
-- concurrent inserts of one user wait for each other, so that the count cannot be raced. Calls whose relay has
-- vanished are closed by whoever comes next.
create function private.admit_call() returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
  v_limit integer;
begin
  if new.ended_at is not null then
    return new;
  end if;
  perform 1 from public.profiles where id = new.user_id for update;
  update public.calls
    set ended_at = last_seen_at, end_reason = 'stale'
    where user_id = new.user_id and ended_at is null and last_seen_at < now() - interval '90 seconds';
  v_limit := (private.plan_of(new.user_id)).live_calls;
  if (select count(*) from public.calls where user_id = new.user_id and ended_at is null) >= v_limit then
    raise exception 'live_calls_limit' using
      errcode = 'PT429', detail = v_limit::text, hint = 'End a call, or change to a plan with more live calls.';
  end if;
  return new;
end;
$$;

create trigger calls_1_set_organization
  before insert on public.calls
  for each row execute function private.set_call_organization();

create trigger calls_2_admit
  before insert on public.calls
  for each row execute function private.admit_call();
