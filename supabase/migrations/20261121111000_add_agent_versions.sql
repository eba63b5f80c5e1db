-- `agents` is the working copy of an agent, the draft. What callers get is a version of it: a snapshot that nobody
-- changes. An agent has one published version or none, and is `published` exactly when it has one.
create table public.agent_versions (
  agent_id uuid not null,
  -- counts up from 1 for each agent
  number integer not null check (number > 0),
  organization_id uuid not null,
  name text not null,
  instructions text not null,
  greeting text not null,
  voice text not null,
  model text,
  tools jsonb not null,
  status text not null default 'published' check (status in ('published', 'archived')),
  -- null: the system, or somebody who has left
  published_by uuid default auth.uid() references auth.users (id) on delete set null,
  published_at timestamptz not null default now(),
  archived_at timestamptz check ((archived_at is null) = (status = 'published')),
  primary key (agent_id, number),
  foreign key (organization_id, agent_id) references public.agents (organization_id, id) on delete cascade
);

create unique index agent_versions_published_idx on public.agent_versions (agent_id) where status = 'published';
create index agent_versions_organization_idx on public.agent_versions (organization_id, agent_id);
create index agent_versions_published_by_idx on public.agent_versions (published_by);

alter table public.agents
  -- the number of the version that callers get
  add column published_version integer,
  -- whether the draft says something else than that version
  add column unpublished_changes boolean not null default false;

-- Versions are written by the trigger below and by nobody else.
grant select on public.agent_versions to authenticated, service_role;

alter table public.agent_versions enable row level security;

create policy "Members see published versions; owners and admins see all"
  on public.agent_versions for select to authenticated
  using (
    (status = 'published' and organization_id = any (array(select private.my_organization_ids())))
    or organization_id = any (array(select private.my_organization_ids(array['owner', 'admin'])))
  );

drop policy "Agents are visible to their organisation's members" on public.agents;
create policy "Members see published agents; owners and admins see all"
  on public.agents for select to authenticated
  using (
    (status = 'published' and organization_id = any (array(select private.my_organization_ids())))
    or organization_id = any (array(select private.my_organization_ids(array['owner', 'admin'])))
  );

-- Whether the draft says something else than the agent's published version, or there is none.
create function private.differs_from_published(p_agent public.agents) returns boolean
language sql stable security definer set search_path = ''
as $$
  select not exists (
    select 1 from public.agent_versions v
    where v.agent_id = p_agent.id and v.status = 'published'
      and (v.name, v.instructions, v.greeting, v.voice, v.model, v.tools)
        is not distinct from
        (p_agent.name, p_agent.instructions, p_agent.greeting, p_agent.voice, p_agent.model, p_agent.tools)
  );
$$;

-- Whoever writes the status 'published' publishes the draft: publish_agent, a seed, an insert that comes published. Where
-- the published version says the same already it stays. The row's lock makes publications of an agent go one by one.
create function private.number_agent_version() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  if new.status <> 'published' then
    new.published_version := null;
  elsif private.differs_from_published(new) then
    select coalesce(max(number), 0) + 1 into new.published_version
      from public.agent_versions where agent_id = new.id;
  end if;
  return new;
end;
$$;

-- Fires where the statement names the status, whether that changes or not.
create trigger agents_1_number_version
  before insert or update of status on public.agents
  for each row execute function private.number_agent_version();

create function private.mark_unpublished_changes() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  new.unpublished_changes := new.published_version is not null
    and new.published_version is not distinct from old.published_version
    and private.differs_from_published(new);
  return new;
end;
$$;

create trigger agents_3_mark_unpublished_changes
  before update on public.agents
  for each row execute function private.mark_unpublished_changes();

create function private.keep_agent_version() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  update public.agent_versions set status = 'archived', archived_at = now()
    where agent_id = new.id and status = 'published';
  if new.published_version is not null then
    insert into public.agent_versions
      (agent_id, number, organization_id, name, instructions, greeting, voice, model, tools)
      values (new.id, new.published_version, new.organization_id, new.name, new.instructions, new.greeting, new.voice,
        new.model, new.tools);
  end if;
  return null;
end;
$$;

create trigger agents_keep_new_version
  after insert on public.agents
  for each row when (new.published_version is not null)
  execute function private.keep_agent_version();

create trigger agents_keep_version
  after update on public.agents
  for each row when (old.published_version is distinct from new.published_version)
  execute function private.keep_agent_version();

-- Agents that were published before get their first version.
alter table public.agents disable trigger agents_set_updated_at;
update public.agents set status = status where status = 'published';
alter table public.agents enable trigger agents_set_updated_at;
