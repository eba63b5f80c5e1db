-- What a plan allows. `profiles.plan` names one by text without a foreign key: a plan that is unknown or was taken away
-- must fall to `free`, not break its users.
create table public.plans (
  id text primary key check (id ~ '^[a-z][a-z0-9_]*$'),
  name text not null,
  -- calls that a user may have open at the same time
  live_calls integer not null check (live_calls >= 0),
  created_at timestamptz not null default now()
);

insert into public.plans (id, name, live_calls) values
  ('free', 'Free', 2),
  ('pro', 'Pro', 10);

grant select on public.plans to authenticated;
grant select, insert, update, delete on public.plans to service_role;

alter table public.plans enable row level security;

create policy "Plans are visible to everyone who is signed in"
  on public.plans for select to authenticated
  using (true);
