-- A person's notes, in an organisation: the first table that agents write, for their person and as their person. They
-- add and change notes; taking one away is the person's.
create table public.notes (
  -- a tool gives its call's id, so that a note is made once however often it is tried
  id uuid primary key default gen_random_uuid(),
  organization_id uuid not null references public.organizations (id) on delete cascade,
  user_id uuid not null default auth.uid() references auth.users (id) on delete cascade,
  text text not null check (char_length(text) between 1 and 4000),
  -- whether it was an agent that wrote what stands there now
  by_agent boolean not null default false,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);

create index notes_user_id_idx on public.notes (user_id, organization_id, created_at desc);
create index notes_organization_id_idx on public.notes (organization_id);

grant select, insert (id, organization_id, text), update (text), delete on public.notes to authenticated;
grant select, insert, update, delete on public.notes to service_role;

alter table public.notes enable row level security;

create policy "Notes are visible to their person, as long as they are a member"
  on public.notes for select to authenticated
  using (user_id = (select auth.uid()) and organization_id = any (array(select private.my_organization_ids())));

create policy "Notes are made by their person, in their organisations"
  on public.notes for insert to authenticated
  with check (user_id = (select auth.uid()) and organization_id = any (array(select private.my_organization_ids())));

create policy "Notes are changed by their person"
  on public.notes for update to authenticated
  using (user_id = (select auth.uid()) and organization_id = any (array(select private.my_organization_ids())))
  with check (user_id = (select auth.uid()) and organization_id = any (array(select private.my_organization_ids())));

create policy "Notes are deleted by their person"
  on public.notes for delete to authenticated
  using (user_id = (select auth.uid()) and organization_id = any (array(select private.my_organization_ids())));

create policy "Agents delete no notes"
  on public.notes as restrictive for delete to authenticated
  using (not (select private.is_ai()));

create function private.mark_notes_writer() returns trigger
language plpgsql set search_path = ''
as $$
begin
  new.by_agent := private.is_ai();
  return new;
end;
$$;

create trigger notes_mark_writer
  before insert or update of text on public.notes
  for each row execute function private.mark_notes_writer();

create trigger notes_set_updated_at
  before update on public.notes
  for each row execute function private.set_updated_at();
