-- Counts a mail to an address, or says that it would be one too many: one a minute to an address and 50 a day, for the
-- organisation as for the person who invites. Callers hold the organisation's lock; the person's is taken here.
create function private.count_invitation_mail(p_organization_id uuid, p_email text, p_token_hash text) returns void
language plpgsql security definer set search_path = ''
as $$
begin
  perform 1 from public.profiles where id = auth.uid() for no key update;
  delete from private.invitation_mails where token_hash in (
    select token_hash from private.invitation_mails
    where asked_at <= now() - interval '1 day' limit 100 for update skip locked
  );
  if exists (
    select 1 from private.invitation_mails
    where (organization_id = p_organization_id or invited_by = auth.uid())
      and email = p_email and asked_at > now() - interval '1 minute'
  ) or (
    select greatest(
      count(*) filter (where organization_id = p_organization_id), count(*) filter (where invited_by = auth.uid())
    )
    from private.invitation_mails
    where (organization_id = p_organization_id or invited_by = auth.uid()) and asked_at > now() - interval '1 day'
  ) >= 50 then
    raise exception 'invitations_limit' using
      errcode = 'PT429', hint = 'One mail a minute to an address, and 50 a day for an organisation or a person.';
  end if;
  insert into private.invitation_mails (token_hash, organization_id, invited_by, email)
    values (p_token_hash, p_organization_id, auth.uid(), p_email);
end;
$$;

-- Invites an address, or invites it again with a new token; the one before is worth nothing then. The caller makes the
-- token, hands over its hash, and sends the mail.
create function public.invite_member(p_organization_id uuid, p_email text, p_role text, p_token_hash text)
returns table (id uuid, organization_name text, email text, expires_at timestamptz)
language plpgsql security definer set search_path = ''
as $$
#variable_conflict use_column
declare
  v_email text := lower(trim(p_email));
begin
  perform private.lock_organization(p_organization_id, array['owner', 'admin']);
  perform private.require_shared(p_organization_id);
  if exists (
    select 1 from public.memberships m join auth.users u on u.id = m.user_id
    where m.organization_id = p_organization_id and lower(u.email) = v_email
  ) then
    raise exception 'already_member' using errcode = 'PT409';
  end if;
  perform private.count_invitation_mail(p_organization_id, v_email, p_token_hash);
  return query
    insert into public.invitations as i (organization_id, email, role, token_hash, invited_by)
    values (p_organization_id, v_email, p_role, p_token_hash, auth.uid())
    on conflict (organization_id, email) where accepted_at is null and revoked_at is null do update
      set role = excluded.role, token_hash = excluded.token_hash, invited_by = excluded.invited_by,
        sent_at = now(), sent_count = i.sent_count + 1, expires_at = excluded.expires_at
    returning i.id, (select o.name from public.organizations o where o.id = p_organization_id), i.email, i.expires_at;
end;
$$;
grant execute on function public.invite_member(uuid, text, text, text) to authenticated;

-- A mail that could not be sent: it counts for no limit, so that inviting again works at once, and an invitation that no
-- mail went out for is taken away. For the server alone, which knows whether a mail went out.
create function public.forget_invitation_mail(p_token_hash text) returns void
language plpgsql security definer set search_path = ''
as $$
begin
  perform 1 from public.organizations
    where id = (select organization_id from public.invitations where token_hash = p_token_hash)
    for no key update;
  delete from private.invitation_mails where token_hash = p_token_hash;
  delete from public.invitations where token_hash = p_token_hash and accepted_at is null and sent_count <= 1;
  update public.invitations set sent_count = sent_count - 1 where token_hash = p_token_hash and accepted_at is null;
end;
$$;
grant execute on function public.forget_invitation_mail(text) to service_role;

-- Takes an invitation back. One that was accepted is over.
create function public.revoke_invitation(p_invitation_id uuid) returns void
language plpgsql security definer set search_path = ''
as $$
declare
  v_invitation public.invitations;
begin
  if auth.uid() is null then
    raise exception 'not_authenticated' using errcode = 'PT401';
  end if;
  -- Of an organisation of the caller's: nobody else learns that there is one.
  select i.* into v_invitation
    from public.invitations i
    join public.memberships m on m.organization_id = i.organization_id and m.user_id = auth.uid()
    where i.id = p_invitation_id;
  if not found then
    raise exception 'invitation_not_found' using errcode = 'PT404';
  end if;
  perform private.lock_organization(v_invitation.organization_id, array['owner', 'admin']);
  if exists (select 1 from public.invitations where id = p_invitation_id and accepted_at is not null) then
    raise exception 'invitation_accepted' using errcode = 'PT409', hint = 'Remove the member instead.';
  end if;
  update public.invitations set revoked_at = now() where id = p_invitation_id and revoked_at is null;
end;
$$;
grant execute on function public.revoke_invitation(uuid) to authenticated;

-- The invitation of a token, if the caller may have it: raises what is in the way. Identity is the address that Auth
-- has for the user and has seen confirmed, not a claim.
create function private.invitation_of_token(p_token text) returns public.invitations
language plpgsql stable security definer set search_path = ''
as $$
declare
  v_invitation public.invitations;
  v_user auth.users;
begin
  if auth.uid() is null then
    raise exception 'not_authenticated' using errcode = 'PT401';
  end if;
  select * into v_invitation from public.invitations
    where token_hash = encode(sha256(convert_to(p_token, 'UTF8')), 'hex');
  if not found or v_invitation.revoked_at is not null then
    raise exception 'invitation_not_found' using errcode = 'PT404';
  end if;
  select * into v_user from auth.users where id = auth.uid();
  if lower(v_user.email) is distinct from v_invitation.email then
    raise exception 'invitation_for_another' using
      errcode = 'PT403', hint = 'Sign in with the address that the invitation was sent to.';
  elsif v_user.email_confirmed_at is null then
    raise exception 'email_not_confirmed' using
      errcode = 'PT403', hint = 'Follow the link in the mail that confirms the address.';
  elsif v_invitation.accepted_at is null and v_invitation.expires_at <= now() then
    raise exception 'invitation_expired' using errcode = 'PT410', hint = 'Ask for a new invitation.';
  end if;
  return v_invitation;
end;
$$;

-- What the holder of a token is invited to, before they decide.
create function public.get_invitation(p_token text)
returns table (organization_id uuid, organization_name text, role text, invited_by_name text, expires_at timestamptz,
  accepted_at timestamptz, admins_see_calls boolean)
language plpgsql stable security definer set search_path = ''
as $$
declare
  v_invitation public.invitations := private.invitation_of_token(p_token);
begin
  return query
    select o.id, o.name, v_invitation.role, p.display_name, v_invitation.expires_at, v_invitation.accepted_at, o.admins_see_calls
    from public.organizations o
    left join public.profiles p on p.id = v_invitation.invited_by
    where o.id = v_invitation.organization_id;
end;
$$;
grant execute on function public.get_invitation(text) to authenticated;

-- Makes the caller a member; twice is as good as once. Who is a member already keeps their role.
create function public.accept_invitation(p_token text) returns uuid
language plpgsql security definer set search_path = ''
as $$
declare
  v_invitation public.invitations := private.invitation_of_token(p_token);
begin
  perform 1 from public.organizations where id = v_invitation.organization_id for no key update;
  -- Again: it may have been accepted, taken back or sent anew while this waited.
  v_invitation := private.invitation_of_token(p_token);
  if v_invitation.accepted_at is null then
    update public.invitations set accepted_at = now(), accepted_by = auth.uid() where id = v_invitation.id;
    insert into public.memberships (organization_id, user_id, role)
      values (v_invitation.organization_id, auth.uid(), v_invitation.role)
      on conflict (organization_id, user_id) do nothing;
  elsif not exists (
    select 1 from public.memberships
    where organization_id = v_invitation.organization_id and user_id = auth.uid()
  ) then
    -- They were a member by it, and are no more.
    raise exception 'invitation_accepted' using errcode = 'PT409', hint = 'Ask for a new invitation.';
  end if;
  return v_invitation.organization_id;
end;
$$;
grant execute on function public.accept_invitation(text) to authenticated;
