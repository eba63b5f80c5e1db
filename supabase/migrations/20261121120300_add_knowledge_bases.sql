-- A knowledge base is a choice of an organisation's sources, and agents have a choice of knowledge bases. Neither opens
-- anything: of a source in it everybody finds what they may read, and nothing else.
create table ai.knowledge_bases (
  id uuid primary key default gen_random_uuid(),
  organization_id uuid not null references public.organizations (id) on delete cascade,
  name text not null check (char_length(name) between 1 and 80),
  description text not null default '' check (char_length(description) <= 500),
  created_by uuid default auth.uid() references auth.users (id) on delete set null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (organization_id, id),
  unique (organization_id, name)
);

create table ai.indexed_sources (
  knowledge_base_id uuid not null,
  source_id uuid not null,
  organization_id uuid not null,
  added_by uuid default auth.uid() references auth.users (id) on delete set null,
  created_at timestamptz not null default now(),
  primary key (knowledge_base_id, source_id),
  foreign key (organization_id, knowledge_base_id) references ai.knowledge_bases (organization_id, id) on delete cascade,
  foreign key (organization_id, source_id) references ai.sources (organization_id, id) on delete cascade
);

create table ai.agent_knowledge_bases (
  agent_id uuid not null,
  knowledge_base_id uuid not null,
  organization_id uuid not null,
  created_at timestamptz not null default now(),
  primary key (agent_id, knowledge_base_id),
  foreign key (organization_id, agent_id) references public.agents (organization_id, id) on delete cascade,
  foreign key (organization_id, knowledge_base_id) references ai.knowledge_bases (organization_id, id) on delete cascade
);

create index knowledge_bases_created_by_idx on ai.knowledge_bases (created_by);
create index indexed_sources_source_id_idx on ai.indexed_sources (organization_id, source_id);
create index indexed_sources_knowledge_base_id_idx on ai.indexed_sources (organization_id, knowledge_base_id);
create index indexed_sources_added_by_idx on ai.indexed_sources (added_by);
create index agent_knowledge_bases_agent_id_idx on ai.agent_knowledge_bases (organization_id, agent_id);
create index agent_knowledge_bases_knowledge_base_id_idx on ai.agent_knowledge_bases (organization_id, knowledge_base_id);

grant select, insert (organization_id, name, description), update (name, description), delete
  on ai.knowledge_bases to authenticated;
grant select, insert (knowledge_base_id, source_id, organization_id), delete on ai.indexed_sources to authenticated;
grant select, insert (agent_id, knowledge_base_id, organization_id), delete on ai.agent_knowledge_bases to authenticated;
grant select, insert, update, delete on ai.knowledge_bases, ai.indexed_sources, ai.agent_knowledge_bases to service_role;

alter table ai.knowledge_bases enable row level security;
alter table ai.indexed_sources enable row level security;
alter table ai.agent_knowledge_bases enable row level security;

create policy "Knowledge bases are visible to their organisation's members"
  on ai.knowledge_bases for select to authenticated
  using (organization_id = any (array(select private.my_organization_ids())));

create policy "Knowledge bases are made by their organisation's owners and admins"
  on ai.knowledge_bases for insert to authenticated
  with check (organization_id = any (array(select private.my_organization_ids(array['owner', 'admin']))));

create policy "Knowledge bases are changed by their organisation's owners and admins"
  on ai.knowledge_bases for update to authenticated
  using (organization_id = any (array(select private.my_organization_ids(array['owner', 'admin']))))
  with check (organization_id = any (array(select private.my_organization_ids(array['owner', 'admin']))));

create policy "Knowledge bases are deleted by their organisation's owners and admins"
  on ai.knowledge_bases for delete to authenticated
  using (organization_id = any (array(select private.my_organization_ids(array['owner', 'admin']))));

create policy "What a knowledge base holds is visible as far as its sources are"
  on ai.indexed_sources for select to authenticated
  using (source_id = any (array(select private.readable_source_ids())));

create policy "Members put sources that they may read into knowledge bases"
  on ai.indexed_sources for insert to authenticated
  with check (
    source_id = any (array(select private.readable_source_ids()))
    and organization_id = any (array(select private.my_organization_ids()))
  );

create policy "Members take sources that they may read out of knowledge bases"
  on ai.indexed_sources for delete to authenticated
  using (source_id = any (array(select private.readable_source_ids())));

-- Drafts are not for members to see, nor that there are any.
create policy "What an agent knows is visible to those who see the agent"
  on ai.agent_knowledge_bases for select to authenticated
  using (agent_id = any (array(select a.id from public.agents a)));

create policy "What an agent knows is chosen by its organisation's owners and admins"
  on ai.agent_knowledge_bases for insert to authenticated
  with check (organization_id = any (array(select private.my_organization_ids(array['owner', 'admin']))));

create policy "What an agent knows is taken away by its organisation's owners and admins"
  on ai.agent_knowledge_bases for delete to authenticated
  using (organization_id = any (array(select private.my_organization_ids(array['owner', 'admin']))));

create trigger knowledge_bases_set_updated_at
  before update on ai.knowledge_bases
  for each row execute function private.set_updated_at();
