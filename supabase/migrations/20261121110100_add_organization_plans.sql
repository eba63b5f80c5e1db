-- Organisations have a plan and settings of their own.
alter table public.organizations
  add column plan text not null default 'free',
  add column plan_version integer not null default 1,
  -- Whether owners and admins may read the calls that members make from now on. Every member sees this setting, and a
  -- call keeps what was set when it began.
  add column admins_see_calls boolean not null default true;

grant update (name, admins_see_calls) on public.organizations to authenticated;

create policy "Organisations are changed by their owners"
  on public.organizations for update to authenticated
  using (id = any (array(select private.my_organization_ids(array['owner']))))
  with check (id = any (array(select private.my_organization_ids(array['owner']))));

-- The limits of an organisation's plan; those of `free` where the plan is unknown.
create function private.plan_of_organization(p_organization_id uuid) returns public.plans
language sql stable security definer set search_path = ''
as $$
  select p
  from public.plans p
  where p.id = 'free' or p.id = (
    select coalesce(f.plan, o.plan)
    from public.organizations o
    left join public.profiles f on f.id = o.personal_of
    where o.id = p_organization_id
  )
  order by p.id = 'free'
  limit 1;
$$;

-- Tokens and caches that were made for the old plan know by the version that they are stale.
create function private.bump_plan_version() returns trigger
language plpgsql set search_path = ''
as $$
begin
  new.plan_version := old.plan_version + 1;
  return new;
end;
$$;

create trigger profiles_bump_plan_version
  before update of plan on public.profiles
  for each row when (old.plan is distinct from new.plan)
  execute function private.bump_plan_version();

create trigger organizations_bump_plan_version
  before update of plan on public.organizations
  for each row when (old.plan is distinct from new.plan)
  execute function private.bump_plan_version();

-- Clients hear changes of plan and settings while they are signed in.
alter publication supabase_realtime add table public.plans, public.profiles, public.organizations;
