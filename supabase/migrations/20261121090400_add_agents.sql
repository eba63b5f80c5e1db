-- Who answers a call: instructions, voice, tools. What the provider is told comes from here and from nowhere else.
create table public.agents (
  id uuid primary key default gen_random_uuid(),
  organization_id uuid not null references public.organizations (id) on delete cascade,
  name text not null check (char_length(name) between 1 and 80),
  description text not null default '' check (char_length(description) <= 500),
  instructions text not null check (char_length(instructions) between 1 and 20000),
  -- said first when a call begins; empty: the caller speaks first
  greeting text not null default '' check (char_length(greeting) <= 500),
  voice text not null default 'marin' check (voice ~ '^[a-z]{1,32}$'),
  -- a Realtime model's name; null: the server's default
  model text check (model ~ '^[a-z0-9][a-z0-9.-]{0,63}$'),
  -- function tools as the Realtime API takes them
  tools jsonb not null default '[]' check (jsonb_typeof(tools) = 'array'),
  status text not null default 'draft' check (status in ('draft', 'published', 'archived')),
  created_by uuid references auth.users (id) on delete set null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  -- lets a call point at an agent of its own organisation only
  unique (organization_id, id)
);

create index agents_created_by_idx on public.agents (created_by);

grant select on public.agents to authenticated;
grant insert (organization_id, name, description, instructions, greeting, voice, model, tools, status) on public.agents to authenticated;
grant update (name, description, instructions, greeting, voice, model, tools, status) on public.agents to authenticated;
grant select, insert, update, delete on public.agents to service_role;

alter table public.agents enable row level security;
alter table public.agents alter column created_by set default auth.uid();

create policy "Agents are visible to their organisation's members"
  on public.agents for select to authenticated
  using (organization_id = any (array(select private.my_organization_ids())));

create policy "Agents are made by their organisation's owners and admins"
  on public.agents for insert to authenticated
  with check (organization_id = any (array(select private.my_organization_ids(array['owner', 'admin']))));

create policy "Agents are changed by their organisation's owners and admins"
  on public.agents for update to authenticated
  using (organization_id = any (array(select private.my_organization_ids(array['owner', 'admin']))))
  with check (organization_id = any (array(select private.my_organization_ids(array['owner', 'admin']))));

create trigger agents_set_updated_at
  before update on public.agents
  for each row execute function private.set_updated_at();
