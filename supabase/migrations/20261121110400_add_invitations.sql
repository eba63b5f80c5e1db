-- An invitation is for a mail address, and for whoever has the mail: accepting takes the token that only the mail
-- carries (stored hashed), by a person who is signed in with that address.
create table public.invitations (
  id uuid primary key default gen_random_uuid(),
  organization_id uuid not null references public.organizations (id) on delete cascade,
  email text not null check (email = lower(email) and email ~ '^[^@\s]+@[^@\s]+$' and char_length(email) <= 254),
  role text not null check (role in ('admin', 'member')),
  token_hash text not null unique check (token_hash ~ '^[0-9a-f]{64}$'),
  invited_by uuid references auth.users (id) on delete set null,
  -- when its last mail was asked for: an invitation can be sent again
  sent_at timestamptz not null default now(),
  -- mails asked for, those that failed not counted
  sent_count integer not null default 1,
  expires_at timestamptz not null default now() + interval '7 days',
  accepted_at timestamptz,
  accepted_by uuid references auth.users (id) on delete set null,
  revoked_at timestamptz,
  created_at timestamptz not null default now()
);

create unique index invitations_open_idx on public.invitations (organization_id, email)
  where accepted_at is null and revoked_at is null;
create index invitations_organization_id_idx on public.invitations (organization_id, sent_at desc);
create index invitations_invited_by_idx on public.invitations (invited_by);
create index invitations_accepted_by_idx on public.invitations (accepted_by);

grant select (id, organization_id, email, role, invited_by, sent_at, expires_at, accepted_at, accepted_by, revoked_at, created_at)
  on public.invitations to authenticated;
grant select, insert, update, delete on public.invitations to service_role;

alter table public.invitations enable row level security;

create policy "Invitations are visible to their organisation's owners and admins"
  on public.invitations for select to authenticated
  using (organization_id = any (array(select private.my_organization_ids(array['owner', 'admin']))));

-- The organisation's members hear that something changed by its row, as with memberships.
create function private.announce_invitation() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  update public.organizations set updated_at = now() where id = coalesce(new.organization_id, old.organization_id);
  return null;
end;
$$;

create trigger invitations_announce
  after insert or update or delete on public.invitations
  for each row execute function private.announce_invitation();

-- Mails to strangers cost others' patience: what was asked for within a day is remembered here. Apart from the
-- invitations and without foreign keys, so that deleting an organisation does not make room for more.
create table private.invitation_mails (
  token_hash text primary key,
  organization_id uuid not null,
  invited_by uuid not null,
  email text not null,
  asked_at timestamptz not null default now()
);

create index invitation_mails_organization_id_idx on private.invitation_mails (organization_id, asked_at);
create index invitation_mails_invited_by_idx on private.invitation_mails (invited_by, asked_at);
create index invitation_mails_asked_at_idx on private.invitation_mails (asked_at);

-- No grants and no policies: only functions reach it.
alter table private.invitation_mails enable row level security;
