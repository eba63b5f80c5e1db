-- As before, but an agent is told no mail addresses: they are its person's to see.
create or replace function public.list_members(p_organization_id uuid)
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

-- As before, but not for an agent, whether or not there is something to close.
create or replace function public.close_stale_calls() returns integer
language plpgsql security definer set search_path = ''
as $$
begin
  if auth.uid() is null then
    raise exception 'not_authenticated' using errcode = 'PT401';
  elsif private.is_ai() then
    raise exception 'agent_not_allowed' using
      errcode = 'PT403', hint = 'The person does this themselves, signed in.';
  end if;
  return private.close_stale_calls(auth.uid());
end;
$$;

-- As before, but not for an agent: what comes after the lock is for those who may change something, and would tell an
-- agent what only they may know, such as whose address is a member's.
create or replace function private.lock_organization(p_organization_id uuid, p_roles text[]) returns text
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
