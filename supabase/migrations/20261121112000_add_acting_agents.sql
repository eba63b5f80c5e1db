-- Every policy takes an agent that acts for a person for that person; what follows holds it to less (private.is_ai). It
-- reads; it changes nothing about organisations, people, agents and calls.

-- What people may write themselves, their agents may not. Restrictive policies come on top of every other policy, those
-- to come included.
create policy "Agents change no organisations"
  on public.organizations as restrictive for update to authenticated
  using (not (select private.is_ai()));

create policy "Agents change no profiles"
  on public.profiles as restrictive for update to authenticated
  using (not (select private.is_ai()));

create policy "Agents make no agents"
  on public.agents as restrictive for insert to authenticated
  with check (not (select private.is_ai()));

create policy "Agents change no agents"
  on public.agents as restrictive for update to authenticated
  using (not (select private.is_ai()));

create policy "Agents make no calls"
  on public.calls as restrictive for insert to authenticated
  with check (not (select private.is_ai()));

create policy "Agents change no calls"
  on public.calls as restrictive for update to authenticated
  using (not (select private.is_ai()));

create policy "Agents see no invitations"
  on public.invitations as restrictive for select to authenticated
  using (not (select private.is_ai()));

-- Functions that run as their owner pass by policies. Their writes are refused here, whatever the function, those to
-- come included: the claims stay the caller's. Where policies hold, they have decided already.
create function private.refuse_agent() returns trigger
language plpgsql set search_path = ''
as $$
begin
  if private.is_ai() and not row_security_active(tg_relid) then
    raise exception 'agent_not_allowed' using
      errcode = 'PT403', hint = 'The person does this themselves, signed in.';
  end if;
  return null;
end;
$$;

create trigger organizations_refuse_agent
  before insert or update or delete on public.organizations
  for each statement execute function private.refuse_agent();

create trigger memberships_refuse_agent
  before insert or update or delete on public.memberships
  for each statement execute function private.refuse_agent();

create trigger invitations_refuse_agent
  before insert or update or delete on public.invitations
  for each statement execute function private.refuse_agent();

create trigger profiles_refuse_agent
  before insert or update or delete on public.profiles
  for each statement execute function private.refuse_agent();

create trigger agents_refuse_agent
  before insert or update or delete on public.agents
  for each statement execute function private.refuse_agent();

create trigger calls_refuse_agent
  before insert or update or delete on public.calls
  for each statement execute function private.refuse_agent();

create trigger call_tickets_refuse_agent
  before insert or update or delete on private.call_tickets
  for each statement execute function private.refuse_agent();
