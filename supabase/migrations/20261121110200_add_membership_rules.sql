-- Rules that hold whoever writes: an organisation never loses its last owner, and a personal one has one member.
create function private.check_membership() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  if exists (
    select 1 from public.organizations where id = new.organization_id and personal_of <> new.user_id
  ) then
    raise exception 'organization_personal' using
      errcode = 'PT409', hint = 'Make an organisation, and invite people to that.';
  end if;
  return new;
end;
$$;

create trigger memberships_check
  before insert or update on public.memberships
  for each row execute function private.check_membership();

-- The lock on the organisation makes owners who go at the same moment go one after the other.
create function private.keep_last_owner() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  if tg_op = 'UPDATE' and new.role = 'owner' and new.organization_id = old.organization_id and new.user_id = old.user_id then
    return new;
  end if;
  perform 1 from public.organizations
    where id = old.organization_id
      -- with its person goes the personal organisation, and no other
      and (personal_of is null or exists (select 1 from auth.users where id = old.user_id))
    for no key update;
  -- Not found: the organisation is being deleted, and everything with it.
  if found and not exists (
    select 1 from public.memberships
    where organization_id = old.organization_id and role = 'owner' and user_id <> old.user_id
  ) then
    raise exception 'last_owner' using
      errcode = 'PT409', hint = 'Make somebody else an owner first, or delete the organisation.';
  end if;
  return coalesce(new, old);
end;
$$;

create trigger memberships_keep_last_owner
  before update or delete on public.memberships
  for each row when (old.role = 'owner')
  execute function private.keep_last_owner();

-- A person's sessions hear by this that what they may do has changed; and every member hears it by the organisation.
-- Who leaves an organisation works in it no more: they do not find themselves there when they come back.
alter table public.profiles
  add column memberships_version integer not null default 1,
  -- the organisation that the person works in at the moment; null: their personal one
  add column organization_id uuid references public.organizations (id) on delete set null;
create index profiles_organization_id_idx on public.profiles (organization_id);

create function private.announce_membership() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  update public.profiles set
    memberships_version = memberships_version + 1,
    organization_id = case when tg_op = 'DELETE' then nullif(organization_id, old.organization_id) else organization_id end
    where id = coalesce(new.user_id, old.user_id);
  update public.organizations set updated_at = now()
    where id = coalesce(new.organization_id, old.organization_id);
  return null;
end;
$$;

create trigger memberships_announce
  after insert or update or delete on public.memberships
  for each row execute function private.announce_membership();
