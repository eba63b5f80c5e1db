-- What people do with organisations. Each function checks the caller's role itself and says what is in the way; who is
-- no member learns nothing, not even that the organisation exists.

-- The caller's role, or an error: 401 without a user, 404 for those who are no members, 403 below the roles asked for.
create function private.require_role(p_organization_id uuid, p_roles text[]) returns text
language plpgsql stable security definer set search_path = ''
as $$
declare
  v_role text;
begin
  if auth.uid() is null then
    raise exception 'not_authenticated' using errcode = 'PT401';
  end if;
  select role into v_role from public.memberships
    where organization_id = p_organization_id and user_id = auth.uid();
  if v_role is null then
    raise exception 'organization_not_found' using errcode = 'PT404';
  elsif v_role <> all (p_roles) then
    raise exception 'role_too_low' using
      errcode = 'PT403', detail = v_role, hint = 'Ask one of these: ' || array_to_string(p_roles, ', ') || '.';
  end if;
  return v_role;
end;
$$;

-- As above, with the organisation locked until the end of the transaction. Whoever changes members or invitations holds
-- this lock before any other: organisation, then memberships or invitations, then profiles. Strangers lock nothing. Not
-- for an agent: what comes after would tell it what only those know who may change something, such as whose address is a
-- member's.
create function private.lock_organization(p_organization_id uuid, p_roles text[]) returns text
language plpgsql security definer set search_path = ''
as $$
begin
  perform private.require_role(p_organization_id, p_roles);
  if private.is_ai() then
    raise exception 'agent_not_allowed' using
      errcode = 'PT403', hint = 'The person does this themselves, signed in.';
  end if;
  perform 1 from public.organizations where id = p_organization_id for no key update;
  -- Again: the role may have changed, or the organisation gone, while this waited.
  return private.require_role(p_organization_id, p_roles);
end;
$$;

-- Refuses what a personal organisation does not have.
create function private.require_shared(p_organization_id uuid) returns void
language plpgsql stable security definer set search_path = ''
as $$
begin
  if exists (select 1 from public.organizations where id = p_organization_id and personal_of is not null) then
    raise exception 'organization_personal' using
      errcode = 'PT409', hint = 'Make an organisation, and invite people to that.';
  end if;
end;
$$;

-- A member's role, or an error.
create function private.role_of_member(p_organization_id uuid, p_user_id uuid) returns text
language plpgsql stable security definer set search_path = ''
as $$
declare
  v_role text;
begin
  select role into v_role from public.memberships
    where organization_id = p_organization_id and user_id = p_user_id;
  if v_role is null then
    raise exception 'member_not_found' using errcode = 'PT404';
  end if;
  return v_role;
end;
$$;

-- Makes an organisation with the caller as its owner. How many one may own is the free plan's, for new organisations
-- begin on it, and those on unknown plans count as it; the lock on the profile keeps two requests at once from passing the limit.
create function public.create_organization(p_name text) returns public.organizations
language plpgsql security definer set search_path = ''
as $$
declare
  v_organization public.organizations;
  v_limit integer := (select owned_organizations from public.plans where id = 'free');
begin
  if auth.uid() is null then
    raise exception 'not_authenticated' using errcode = 'PT401';
  end if;
  perform 1 from public.profiles where id = auth.uid() for no key update;
  if (
    select count(*) from public.memberships m
    join public.organizations o on o.id = m.organization_id
    where m.user_id = auth.uid() and m.role = 'owner' and o.personal_of is null
      and (o.plan = 'free' or not exists (select 1 from public.plans p where p.id = o.plan))
  ) >= v_limit then
    raise exception 'organizations_limit' using
      errcode = 'PT429', detail = v_limit::text, hint = 'Delete one, transfer one, or change one to a paid plan.';
  end if;
  insert into public.organizations (name) values (trim(p_name)) returning * into v_organization;
  insert into public.memberships (organization_id, user_id, role) values (v_organization.id, auth.uid(), 'owner');
  return v_organization;
end;
$$;
grant execute on function public.create_organization(text) to authenticated;

-- Owners change every role; admins make members admins, and the other way round.
create function public.set_member_role(p_organization_id uuid, p_user_id uuid, p_role text) returns void
language plpgsql security definer set search_path = ''
as $$
declare
  v_mine text := private.lock_organization(p_organization_id, array['owner', 'admin']);
  v_theirs text;
begin
  perform private.require_shared(p_organization_id);
  v_theirs := private.role_of_member(p_organization_id, p_user_id);
  if v_mine <> 'owner' and 'owner' in (v_theirs, p_role) then
    raise exception 'role_too_low' using errcode = 'PT403', detail = v_mine, hint = 'Ask one of these: owner.';
  end if;
  update public.memberships set role = p_role
    where organization_id = p_organization_id and user_id = p_user_id and role <> p_role;
end;
$$;
grant execute on function public.set_member_role(uuid, uuid, text) to authenticated;

-- Takes a member out; everybody may take themselves out. Their calls stay the organisation's.
create function public.remove_member(p_organization_id uuid, p_user_id uuid) returns void
language plpgsql security definer set search_path = ''
as $$
declare
  v_mine text := private.lock_organization(p_organization_id, array['owner', 'admin', 'member']);
  v_theirs text;
begin
  perform private.require_shared(p_organization_id);
  v_theirs := private.role_of_member(p_organization_id, p_user_id);
  if p_user_id <> auth.uid() and (v_mine = 'member' or (v_mine = 'admin' and v_theirs = 'owner')) then
    raise exception 'role_too_low' using errcode = 'PT403', detail = v_mine,
      hint = 'Ask one of these: ' || case when v_theirs = 'owner' then 'owner.' else 'owner, admin.' end;
  end if;
  delete from public.memberships where organization_id = p_organization_id and user_id = p_user_id;
end;
$$;
grant execute on function public.remove_member(uuid, uuid) to authenticated;

-- Hands the organisation to a member: they become an owner, the caller an admin.
create function public.transfer_organization(p_organization_id uuid, p_user_id uuid) returns void
language plpgsql security definer set search_path = ''
as $$
begin
  perform private.lock_organization(p_organization_id, array['owner']);
  perform private.require_shared(p_organization_id);
  update public.memberships set role = 'owner'
    where organization_id = p_organization_id and user_id = p_user_id and user_id <> auth.uid();
  if not found then
    raise exception 'member_not_found' using errcode = 'PT404';
  end if;
  update public.memberships set role = 'admin'
    where organization_id = p_organization_id and user_id = auth.uid();
end;
$$;
grant execute on function public.transfer_organization(uuid, uuid) to authenticated;

-- What would go with an organisation, to be said before it is deleted.
create function public.organization_contents(p_organization_id uuid)
returns table (members bigint, invitations bigint, agents bigint, calls bigint, live_calls bigint, messages bigint)
language plpgsql stable security definer set search_path = ''
as $$
begin
  perform private.require_role(p_organization_id, array['owner']);
  return query select
    (select count(*) from public.memberships m where m.organization_id = p_organization_id),
    (select count(*) from public.invitations i
      where i.organization_id = p_organization_id and i.accepted_at is null and i.revoked_at is null and i.expires_at > now()),
    (select count(*) from public.agents a where a.organization_id = p_organization_id),
    (select count(*) from public.calls c where c.organization_id = p_organization_id),
    (select count(*) from public.calls c
      where c.organization_id = p_organization_id and c.ended_at is null and c.last_seen_at >= now() - interval '90 seconds'),
    (select count(*) from public.messages m join public.calls c on c.id = m.call_id
      where c.organization_id = p_organization_id);
end;
$$;
grant execute on function public.organization_contents(uuid) to authenticated;

-- Deletes an organisation with everything in it. Its name is asked for, so that nobody deletes the wrong one; a
-- personal one goes only with its person.
create function public.delete_organization(p_organization_id uuid, p_name text) returns void
language plpgsql security definer set search_path = ''
as $$
begin
  perform private.lock_organization(p_organization_id, array['owner']);
  perform private.require_shared(p_organization_id);
  delete from public.organizations where id = p_organization_id and name = p_name;
  if not found then
    raise exception 'organization_name_differs' using
      errcode = 'PT409', hint = 'Give the organisation''s name as it stands.';
  end if;
end;
$$;
grant execute on function public.delete_organization(uuid, text) to authenticated;

-- Who belongs to an organisation of the caller's, with names and, for its owners and admins, mail addresses;
-- an agent is told none but its person's.
create function public.list_members(p_organization_id uuid)
returns table (user_id uuid, role text, display_name text, email text, joined_at timestamptz)
language plpgsql stable security definer set search_path = ''
as $$
declare
  v_role text := private.require_role(p_organization_id, array['owner', 'admin', 'member']);
  v_sees_addresses boolean := v_role <> 'member' and not private.is_ai();
begin
  return query
    select m.user_id, m.role, p.display_name, case when v_sees_addresses or m.user_id = auth.uid() then u.email::text end,
      m.created_at
    from public.memberships m
    join public.profiles p on p.id = m.user_id
    join auth.users u on u.id = m.user_id
    where m.organization_id = p_organization_id
    order by array_position(array['owner', 'admin', 'member'], m.role), p.display_name, m.user_id;
end;
$$;
grant execute on function public.list_members(uuid) to authenticated;
