-- What happened in an organisation, for the people whom it concerns: who came and went, what was set. Written by the
-- server only, through write_log; not by the code that is told in it, and not by people.
create table public.app_logs (
  id bigint generated always as identity primary key,
  -- null: something of a person alone
  organization_id uuid references public.organizations (id) on delete cascade,
  -- the person whom it concerns; who did it stands in `details`
  user_id uuid references auth.users (id) on delete set null,
  level text not null default 'info' check (level in ('debug', 'info', 'warn', 'error')),
  event text not null check (event ~ '^[a-z][a-z0-9_]{0,63}$'),
  message text not null check (char_length(message) between 1 and 500),
  details jsonb not null default '{}' check (jsonb_typeof(details) = 'object'),
  inserted_at timestamptz not null default now()
);

create index app_logs_organization_id_idx on public.app_logs (organization_id, inserted_at desc);
create index app_logs_user_id_idx on public.app_logs (user_id, inserted_at desc);

grant select on public.app_logs to authenticated;
grant select, delete on public.app_logs to service_role;

alter table public.app_logs enable row level security;

create policy "Logs are visible to whom they concern, and to their organisation's owners and admins"
  on public.app_logs for select to authenticated
  using (
    user_id = (select auth.uid())
    or organization_id = any (array(select private.my_organization_ids(array['owner', 'admin'])))
  );

-- Logs name people and mail addresses: an agent gets them from get_logs, without.
create policy "Agents read logs through get_logs only"
  on public.app_logs as restrictive for select to authenticated
  using (not (select private.is_ai()));

-- Writes one line; its id, or null where the organisation is gone and nobody is left to read it.
create function public.write_log(
  p_event text, p_message text, p_level text default 'info',
  p_organization_id uuid default null, p_user_id uuid default null, p_details jsonb default '{}'
)
returns bigint
language sql security definer set search_path = ''
as $$
  insert into public.app_logs (organization_id, user_id, level, event, message, details)
  select p_organization_id, (select id from auth.users where id = p_user_id), p_level, p_event, p_message,
    jsonb_strip_nulls(p_details)
  where p_organization_id is null or exists (select 1 from public.organizations where id = p_organization_id)
  returning id;
$$;
grant execute on function public.write_log(text, text, text, uuid, uuid, jsonb) to service_role;
