-- A call runs the version of its agent that was published when it began, over every hand-off and resumption, whatever is
-- published meanwhile. A trial of the draft runs the draft as it was when the call began.
alter table public.calls
  add column agent_version integer,
  -- a trial of the draft by an owner or admin
  add column draft boolean not null default false,
  -- the agent's name when the call began, which stays readable for those who may not see the agent (any more)
  add column agent_name text,
  add constraint calls_agent_version_fkey foreign key (agent_id, agent_version)
    references public.agent_versions (agent_id, number) on delete set null (agent_version),
  add constraint calls_draft_has_no_version check (not draft or agent_version is null);

create index calls_agent_version_idx on public.calls (agent_id, agent_version);

-- Calls from before ran what the agent said; those that are on go on with the first version, which says the same.
update public.calls c
  set agent_name = a.name, agent_version = case when c.ended_at is null then a.published_version end
  from public.agents a where a.id = c.agent_id;

-- The draft as a trial call runs it.
create table private.call_drafts (
  call_id uuid primary key references public.calls (id) on delete cascade,
  name text not null,
  instructions text not null,
  greeting text not null,
  voice text not null,
  model text,
  tools jsonb not null
);

-- No grants and no policies: only the functions below reach it.
alter table private.call_drafts enable row level security;

-- What of an agent a call of the user would run: the published version, or for owners and admins the draft, whose number
-- is null. Raises agent_not_found where there is none, or what the plan leaves out. The draft is locked against changes
-- until the transaction ends, so that it is stored as it was checked.
create function private.callable_agent(p_user_id uuid, p_organization_id uuid, p_agent_id uuid, p_draft boolean)
returns public.agent_versions
language plpgsql security definer set search_path = ''
as $$
declare
  v_agent public.agents;
  v_version public.agent_versions;
begin
  if not p_draft then
    select v.* into v_version from public.agent_versions v
      join public.memberships m on m.organization_id = v.organization_id and m.user_id = p_user_id
      where v.agent_id = p_agent_id and v.organization_id = p_organization_id and v.status = 'published';
  else
    select a.* into v_agent from public.agents a
      join public.memberships m on m.organization_id = a.organization_id and m.user_id = p_user_id
        and m.role in ('owner', 'admin')
      where a.id = p_agent_id and a.organization_id = p_organization_id and a.status <> 'archived'
      for share of a;
    v_version.agent_id := v_agent.id;
    v_version.name := v_agent.name;
    v_version.instructions := v_agent.instructions;
    v_version.greeting := v_agent.greeting;
    v_version.voice := v_agent.voice;
    v_version.model := v_agent.model;
    v_version.tools := v_agent.tools;
  end if;
  if v_version.agent_id is null then
    raise exception 'agent_not_found' using errcode = 'PT404';
  end if;
  perform private.check_agent_plan(p_organization_id, v_version.model, v_version.voice);
  return v_version;
end;
$$;

-- Whoever inserts: a live call with an agent has a version that its owner may call, or a draft that they may try.
create function private.fix_agent_version() returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
  v_version public.agent_versions;
begin
  new.agent_version := null;
  new.agent_name := null;
  new.draft := new.draft and new.ended_at is null and new.agent_id is not null;
  -- The policy refuses what is inserted for somebody else, which must not depend on that person's agents.
  if new.agent_id is null or auth.uid() <> new.user_id then
    return new;
  elsif new.ended_at is not null then
    -- Runs no more; what it ran is not known.
    select v.name into new.agent_name from public.agent_versions v
      join public.memberships m on m.organization_id = v.organization_id and m.user_id = new.user_id
      where v.agent_id = new.agent_id and v.status = 'published';
    return new;
  end if;
  v_version := private.callable_agent(new.user_id, new.organization_id, new.agent_id, new.draft);
  new.agent_version := v_version.number;
  new.agent_name := v_version.name;
  return new;
end;
$$;

create trigger calls_4_fix_agent_version
  before insert on public.calls
  for each row execute function private.fix_agent_version();

create function private.keep_call_draft() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  insert into private.call_drafts (call_id, name, instructions, greeting, voice, model, tools)
    select new.id, a.name, a.instructions, a.greeting, a.voice, a.model, a.tools
    from public.agents a where a.id = new.agent_id;
  return null;
end;
$$;

create trigger calls_keep_draft
  after insert on public.calls
  for each row when (new.draft)
  execute function private.keep_call_draft();

-- What a call runs, from its first worker to its last; none where the agent is gone.
create function private.agent_of_call(p_call public.calls)
returns table (id uuid, name text, instructions text, greeting text, voice text, model text, tools jsonb)
language sql stable security definer set search_path = ''
as $$
  select v.agent_id, v.name, v.instructions, v.greeting, v.voice, v.model, v.tools
  from public.agent_versions v
  where v.agent_id = p_call.agent_id and v.number = p_call.agent_version
  union all
  select p_call.agent_id, d.name, d.instructions, d.greeting, d.voice, d.model, d.tools
  from private.call_drafts d
  where d.call_id = p_call.id and p_call.agent_id is not null;
$$;
