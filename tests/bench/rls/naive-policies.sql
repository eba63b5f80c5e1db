-- The control: policies as tutorials have them, which ask for each row, for a role of their own ({{role}}), so that both
-- kinds hold at the same time in the same tables. They let the same people see the same rows.
grant usage on schema public, auth, bench to {{role}};
grant select on public.organizations, public.memberships, public.agents, public.agent_versions,
  public.calls, public.messages, public.call_segments to {{role}};
grant select (id, organization_id, email, role, invited_by, sent_at, expires_at, accepted_at, accepted_by, revoked_at, created_at)
  on public.invitations to {{role}};
grant execute on all functions in schema public to {{role}};

-- A policy on memberships that reads memberships recurses: the usual way out.
create function bench.is_member(p_organization_id uuid) returns boolean
language sql stable security definer set search_path = ''
as $$
  select exists (
    select 1 from public.memberships where organization_id = p_organization_id and user_id = auth.uid()
  );
$$;
grant execute on function bench.is_member(uuid) to {{role}};

create policy "Naive: memberships" on public.memberships for select to {{role}}
  using (bench.is_member(organization_id));
create policy "Naive: organisations" on public.organizations for select to {{role}}
  using (exists (
    select 1 from public.memberships m where m.organization_id = organizations.id and m.user_id = auth.uid()
  ));
create policy "Naive: agents" on public.agents for select to {{role}}
  using (exists (
    select 1 from public.memberships m
    where m.organization_id = agents.organization_id and m.user_id = auth.uid()
      and (agents.status = 'published' or m.role in ('owner', 'admin'))
  ));
create policy "Naive: versions" on public.agent_versions for select to {{role}}
  using (exists (
    select 1 from public.memberships m
    where m.organization_id = agent_versions.organization_id and m.user_id = auth.uid()
      and (agent_versions.status = 'published' or m.role in ('owner', 'admin'))
  ));
create policy "Naive: invitations" on public.invitations for select to {{role}}
  using (exists (
    select 1 from public.memberships m
    where m.organization_id = invitations.organization_id and m.user_id = auth.uid() and m.role in ('owner', 'admin')
  ));
create policy "Naive: calls" on public.calls for select to {{role}}
  using (
    auth.uid() = user_id
    or exists (
      select 1 from public.memberships m
      where m.organization_id = calls.visible_to_admins_of and m.user_id = auth.uid() and m.role in ('owner', 'admin')
    )
  );
create policy "Naive: messages" on public.messages for select to {{role}}
  using (exists (select 1 from public.calls c where c.id = messages.call_id));
create policy "Naive: segments" on public.call_segments for select to {{role}}
  using (exists (select 1 from public.calls c where c.id = call_segments.call_id));
