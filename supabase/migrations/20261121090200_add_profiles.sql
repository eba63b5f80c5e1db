-- One row a user, made by a trigger when the user signs up. Users read their own and may change their name; the plan is
-- the server's.
create table public.profiles (
  id uuid primary key references auth.users (id) on delete cascade,
  display_name text check (char_length(display_name) between 1 and 80),
  plan text not null default 'free',
  plan_version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);

grant select, update (display_name) on public.profiles to authenticated;
grant select, insert, update, delete on public.profiles to service_role;

alter table public.profiles enable row level security;

create policy "Users see their own profile"
  on public.profiles for select to authenticated
  using (id = (select auth.uid()));

create policy "Users change their own profile"
  on public.profiles for update to authenticated
  using (id = (select auth.uid()))
  with check (id = (select auth.uid()));

create trigger profiles_set_updated_at
  before update on public.profiles
  for each row execute function private.set_updated_at();

-- The limits of a user's plan; those of `free` where the plan is unknown.
create function private.plan_of(p_user_id uuid) returns public.plans
language sql stable security definer set search_path = ''
as $$
  select p
  from public.plans p
  where p.id = 'free' or p.id = (select plan from public.profiles where id = p_user_id)
  order by p.id = 'free'
  limit 1;
$$;
