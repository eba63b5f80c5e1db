-- Who came, went and was given another role. In a personal organisation nobody does.
create function private.log_membership() returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
  v_membership public.memberships := coalesce(new, old);
begin
  if exists (
    select 1 from public.organizations where id = v_membership.organization_id and personal_of is null
  ) then
    perform public.write_log(
      case tg_op when 'INSERT' then 'member_added' when 'DELETE' then 'member_removed' else 'member_role_changed' end,
      case tg_op
        when 'INSERT' then format('A member was added as %s.', new.role)
        when 'DELETE' then 'A member left, or was removed.'
        else format('A member''s role was changed from %s to %s.', old.role, new.role)
      end,
      p_organization_id => v_membership.organization_id, p_user_id => v_membership.user_id,
      p_details => jsonb_build_object(
        'user_id', v_membership.user_id, 'role', v_membership.role, 'by', auth.uid(),
        'role_before', case when tg_op = 'UPDATE' then old.role end
      )
    );
  end if;
  return null;
end;
$$;

create trigger memberships_log
  after insert or delete on public.memberships
  for each row execute function private.log_membership();

create trigger memberships_log_role
  after update on public.memberships
  for each row when (old.role is distinct from new.role)
  execute function private.log_membership();

-- Invitations that were sent, sent again, taken back and accepted.
create function private.log_invitation() returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
  v_event text := case
    when new.accepted_at is not null then 'invitation_accepted'
    when new.revoked_at is not null then 'invitation_revoked'
    else 'invitation_sent'
  end;
begin
  perform public.write_log(
    v_event,
    case v_event
      when 'invitation_accepted' then format('An invitation as %s was accepted.', new.role)
      when 'invitation_revoked' then format('An invitation as %s was taken back.', new.role)
      else format('Somebody was invited as %s.', new.role)
    end,
    p_organization_id => new.organization_id, p_user_id => new.accepted_by,
    p_details => jsonb_build_object(
      'invitation_id', new.id, 'email', new.email, 'role', new.role, 'by', auth.uid()
    )
  );
  return null;
end;
$$;

create trigger invitations_log
  after insert on public.invitations
  for each row execute function private.log_invitation();

create trigger invitations_log_change
  after update on public.invitations
  for each row when (
    old.token_hash is distinct from new.token_hash
    or (old.accepted_at is null and new.accepted_at is not null)
    or (old.revoked_at is null and new.revoked_at is not null)
  )
  execute function private.log_invitation();

-- Plans and settings of an organisation: one line for each that changed.
create function private.log_organization() returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
  v_setting text;
begin
  foreach v_setting in array array['plan', 'name', 'admins_see_calls'] loop
    if to_jsonb(old) -> v_setting is distinct from to_jsonb(new) -> v_setting then
      perform public.write_log(
        case v_setting when 'plan' then 'plan_changed' else 'setting_changed' end,
        format('The organisation''s %s was changed.', v_setting),
        p_organization_id => new.id,
        p_details => jsonb_build_object(
          'setting', v_setting, 'before', to_jsonb(old) -> v_setting, 'after', to_jsonb(new) -> v_setting,
          'by', auth.uid()
        )
      );
    end if;
  end loop;
  return null;
end;
$$;

create trigger organizations_log
  after update on public.organizations
  for each row when (
    (old.plan, old.name, old.admins_see_calls) is distinct from (new.plan, new.name, new.admins_see_calls)
  )
  execute function private.log_organization();

-- A person's plan is that of their personal organisation.
create function private.log_profile_plan() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  perform public.write_log(
    'plan_changed', 'Your plan was changed.', p_user_id => new.id,
    p_organization_id => (select id from public.organizations where personal_of = new.id),
    p_details => jsonb_build_object('before', old.plan, 'after', new.plan)
  );
  return null;
end;
$$;

create trigger profiles_log_plan
  after update of plan on public.profiles
  for each row when (old.plan is distinct from new.plan)
  execute function private.log_profile_plan();
