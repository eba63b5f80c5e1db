-- What an organisation's agents can do beside talking: HTTP tools, which call a developer's endpoint, and database tools,
-- which read and write a table as the person whom the agent serves. A tool gives no right: it only says what to ask for.
create table ai.tools (
  id uuid primary key default gen_random_uuid(),
  organization_id uuid not null references public.organizations (id) on delete cascade,
  -- as the model calls it
  name text not null check (name ~ '^[a-z][a-z0-9_]{0,62}$' and name <> 'search_knowledge'),
  description text not null check (char_length(description) between 1 and 1000),
  kind text not null check (kind in ('http', 'database')),
  parameters jsonb not null default '{"type": "object", "properties": {}}' check (private.is_tool_parameters(parameters)),
  config jsonb not null,
  needs_approval boolean not null default false,
  -- may be called again when nobody knows whether it was: it only reads, or its endpoint knows idempotency keys. Of
  -- database tools the table tells, see private.fit_tool_to_table.
  repeatable boolean not null default false,
  enabled boolean not null default true,
  created_by uuid default auth.uid() references auth.users (id) on delete set null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  check (private.is_tool_config(kind, config)),
  unique (organization_id, id),
  unique (organization_id, name)
);

-- Which agent has which tools. It holds from the moment it is written, for calls and runs that are on as well.
create table ai.agent_tools (
  agent_id uuid not null,
  tool_id uuid not null,
  organization_id uuid not null,
  created_at timestamptz not null default now(),
  primary key (agent_id, tool_id),
  foreign key (organization_id, agent_id) references public.agents (organization_id, id) on delete cascade,
  foreign key (organization_id, tool_id) references ai.tools (organization_id, id) on delete cascade
);

-- Hosts that an organisation's HTTP tools may call, as they stand in an address: exact, with the port where it is not 443.
create table ai.tool_hosts (
  organization_id uuid not null references public.organizations (id) on delete cascade,
  host text not null check (
    host ~ '^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)*[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(:[1-9][0-9]{0,4})?$'
    and char_length(host) <= 259 and host !~ ':443$'
  ),
  created_by uuid default auth.uid() references auth.users (id) on delete set null,
  created_at timestamptz not null default now(),
  primary key (organization_id, host)
);

create index tools_created_by_idx on ai.tools (created_by);
create index agent_tools_agent_id_idx on ai.agent_tools (organization_id, agent_id);
create index agent_tools_tool_id_idx on ai.agent_tools (organization_id, tool_id);
create index tool_hosts_created_by_idx on ai.tool_hosts (created_by);

grant select,
  insert (organization_id, name, description, kind, parameters, config, needs_approval, repeatable, enabled),
  update (name, description, parameters, config, needs_approval, repeatable, enabled), delete
  on ai.tools to authenticated;
grant select, insert (agent_id, tool_id, organization_id), delete on ai.agent_tools to authenticated;
grant select, insert (organization_id, host), delete on ai.tool_hosts to authenticated;
grant select, insert, update, delete on ai.tools, ai.agent_tools, ai.tool_hosts to service_role;

alter table ai.tools enable row level security;
alter table ai.agent_tools enable row level security;
alter table ai.tool_hosts enable row level security;

create policy "Tools are visible to their organisation's members"
  on ai.tools for select to authenticated
  using (organization_id = any (array(select private.my_organization_ids())));

create policy "Tools are made by their organisation's owners and admins"
  on ai.tools for insert to authenticated
  with check (organization_id = any (array(select private.my_organization_ids(array['owner', 'admin']))));

create policy "Tools are changed by their organisation's owners and admins"
  on ai.tools for update to authenticated
  using (organization_id = any (array(select private.my_organization_ids(array['owner', 'admin']))))
  with check (organization_id = any (array(select private.my_organization_ids(array['owner', 'admin']))));

create policy "Tools are deleted by their organisation's owners and admins"
  on ai.tools for delete to authenticated
  using (organization_id = any (array(select private.my_organization_ids(array['owner', 'admin']))));

-- Drafts are not for members to see, nor that there are any.
create policy "Which tools an agent has is visible to those who see the agent"
  on ai.agent_tools for select to authenticated
  using (agent_id = any (array(select a.id from public.agents a)));

create policy "An agent's tools are chosen by its organisation's owners and admins"
  on ai.agent_tools for insert to authenticated
  with check (organization_id = any (array(select private.my_organization_ids(array['owner', 'admin']))));

create policy "An agent's tools are taken away by its organisation's owners and admins"
  on ai.agent_tools for delete to authenticated
  using (organization_id = any (array(select private.my_organization_ids(array['owner', 'admin']))));

create policy "Hosts of tools are visible to their organisation's members"
  on ai.tool_hosts for select to authenticated
  using (organization_id = any (array(select private.my_organization_ids())));

create policy "Hosts of tools are allowed by their organisation's owners and admins"
  on ai.tool_hosts for insert to authenticated
  with check (organization_id = any (array(select private.my_organization_ids(array['owner', 'admin']))));

create policy "Hosts of tools are taken away by their organisation's owners and admins"
  on ai.tool_hosts for delete to authenticated
  using (organization_id = any (array(select private.my_organization_ids(array['owner', 'admin']))));

-- No agent gives itself or another a tool, a host, or another address.
create policy "Agents make no tools"
  on ai.tools as restrictive for insert to authenticated
  with check (not (select private.is_ai()));

create policy "Agents change no tools"
  on ai.tools as restrictive for update to authenticated
  using (not (select private.is_ai()));

create policy "Agents delete no tools"
  on ai.tools as restrictive for delete to authenticated
  using (not (select private.is_ai()));

create policy "Agents give agents no tools"
  on ai.agent_tools as restrictive for insert to authenticated
  with check (not (select private.is_ai()));

create policy "Agents take no tools from agents"
  on ai.agent_tools as restrictive for delete to authenticated
  using (not (select private.is_ai()));

create policy "Agents allow no hosts"
  on ai.tool_hosts as restrictive for insert to authenticated
  with check (not (select private.is_ai()));

create policy "Agents take no hosts away"
  on ai.tool_hosts as restrictive for delete to authenticated
  using (not (select private.is_ai()));

create trigger tools_set_updated_at
  before update on ai.tools
  for each row execute function private.set_updated_at();

create trigger tools_refuse_agent
  before insert or update or delete on ai.tools
  for each statement execute function private.refuse_agent();

create trigger agent_tools_refuse_agent
  before insert or update or delete on ai.agent_tools
  for each statement execute function private.refuse_agent();

create trigger tool_hosts_refuse_agent
  before insert or update or delete on ai.tool_hosts
  for each statement execute function private.refuse_agent();
