-- Everything belongs to an organisation. Every person has a personal one (`personal_of`), which goes with the person.
create table public.organizations (
  id uuid primary key default gen_random_uuid(),
  name text not null check (char_length(name) between 1 and 80),
  personal_of uuid unique references auth.users (id) on delete cascade,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);

create table public.memberships (
  organization_id uuid not null references public.organizations (id) on delete cascade,
  user_id uuid not null references auth.users (id) on delete cascade,
  role text not null check (role in ('owner', 'admin', 'member')),
  created_at timestamptz not null default now(),
  primary key (organization_id, user_id)
);

create index memberships_user_id_idx on public.memberships (user_id, organization_id);

-- The organisations that the caller belongs to, with one of the given roles or with any. Security definer, because a
-- policy on memberships that read memberships would recurse. Call it as `any (array(select …))`, so that it runs once
-- a statement and not once a row.
create function private.my_organization_ids(p_roles text[] default null) returns setof uuid
language sql stable security definer set search_path = ''
as $$
  select organization_id
  from public.memberships
  where user_id = (select auth.uid())
    and (p_roles is null or role = any (p_roles));
$$;
grant execute on function private.my_organization_ids(text[]) to authenticated, service_role;

grant select on public.organizations, public.memberships to authenticated;
grant select, insert, update, delete on public.organizations, public.memberships to service_role;

alter table public.organizations enable row level security;
alter table public.memberships enable row level security;

create policy "Organisations are visible to their members"
  on public.organizations for select to authenticated
  using (id = any (array(select private.my_organization_ids())));

create policy "Memberships are visible to the organisation's members"
  on public.memberships for select to authenticated
  using (organization_id = any (array(select private.my_organization_ids())));

create trigger organizations_set_updated_at
  before update on public.organizations
  for each row execute function private.set_updated_at();
