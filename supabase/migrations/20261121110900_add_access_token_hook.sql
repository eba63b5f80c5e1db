-- The organisation that a person works in from now on, on all their devices.
create function public.switch_organization(p_organization_id uuid) returns void
language plpgsql security definer set search_path = ''
as $$
begin
  perform private.require_role(p_organization_id, array['owner', 'admin', 'member']);
  update public.profiles set organization_id = p_organization_id where id = auth.uid();
end;
$$;
grant execute on function public.switch_organization(uuid) to authenticated;

-- The organisation that a person works in, with their role: the one they switched to while they are a member of it, else
-- their personal one.
create function private.active_membership(p_user_id uuid) returns public.memberships
language sql stable security definer set search_path = ''
as $$
  select m
  from public.memberships m
  join public.organizations o on o.id = m.organization_id
  join public.profiles f on f.id = m.user_id
  where m.user_id = p_user_id and (m.organization_id = f.organization_id or o.personal_of = p_user_id)
  order by (m.organization_id = f.organization_id) desc nulls last
  limit 1;
$$;

-- Auth calls it before it signs a session's token (config.toml, `auth.hook.custom_access_token`): organisation, role and
-- plan come with the token, for screens and for services that have no database. They are as old as the token: nothing
-- in this database decides by them.
create function private.custom_access_token_hook(event jsonb) returns jsonb
language plpgsql stable security definer set search_path = ''
as $$
declare
  v_membership public.memberships := private.active_membership((event ->> 'user_id')::uuid);
  v_app_metadata jsonb := coalesce(nullif(event -> 'claims' -> 'app_metadata', 'null'), '{}');
begin
  if v_membership.organization_id is null then
    return event;
  end if;
  return jsonb_set(event, '{claims,app_metadata}', v_app_metadata || jsonb_build_object(
    'organization_id', v_membership.organization_id,
    'organization_role', v_membership.role,
    'plan', (private.plan_of_organization(v_membership.organization_id)).id
  ));
end;
$$;
grant usage on schema private to supabase_auth_admin;
grant execute on function private.custom_access_token_hook(jsonb) to supabase_auth_admin;
