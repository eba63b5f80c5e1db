-- Owners of a call see it. Owners and admins of its organisation see it too, where the organisation's setting said so
-- when the call began: what it said then holds for the call for good.
--
-- The owner and that organisation stand in messages and segments as well as in calls, so that policies compare columns
-- of the row itself and look up no other table for each row. They are copied by triggers and by nobody else; without
-- foreign keys, because `call_id` cascades already.
alter table public.calls
  add column visible_to_admins_of uuid,
  add constraint calls_visible_to_own_organization check (visible_to_admins_of = organization_id);
alter table public.messages
  add column user_id uuid,
  add column visible_to_admins_of uuid;
alter table public.call_segments
  add column user_id uuid,
  add column visible_to_admins_of uuid;

-- Calls from before stay what they were: their owner's alone.
alter table public.messages disable trigger messages_set_written_at;
update public.messages m set user_id = c.user_id from public.calls c where c.id = m.call_id;
alter table public.messages enable trigger messages_set_written_at;
update public.call_segments s set user_id = c.user_id from public.calls c where c.id = s.call_id;
alter table public.messages alter column user_id set not null;
alter table public.call_segments alter column user_id set not null;

create index calls_visible_to_admins_idx on public.calls (visible_to_admins_of, started_at desc)
  where visible_to_admins_of is not null;
create index calls_organization_started_idx on public.calls (organization_id, started_at desc);
create index calls_organization_live_idx on public.calls (organization_id, last_seen_at) where ended_at is null;

drop policy "Calls are visible to their owner" on public.calls;
create policy "Calls are visible to their owner, and to admins where their organisation says so"
  on public.calls for select to authenticated
  using (
    user_id = (select auth.uid())
    or visible_to_admins_of = any (array(select private.my_organization_ids(array['owner', 'admin'])))
  );

drop policy "Messages are visible with their call" on public.messages;
create policy "Messages are visible with their call"
  on public.messages for select to authenticated
  using (
    user_id = (select auth.uid())
    or visible_to_admins_of = any (array(select private.my_organization_ids(array['owner', 'admin'])))
  );

drop policy "Segments are visible with their call" on public.call_segments;
create policy "Segments are visible with their call"
  on public.call_segments for select to authenticated
  using (
    user_id = (select auth.uid())
    or visible_to_admins_of = any (array(select private.my_organization_ids(array['owner', 'admin'])))
  );

create function private.set_call_visibility() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  select o.id into new.visible_to_admins_of
    from public.organizations o
    where o.id = new.organization_id and o.admins_see_calls and o.personal_of is null;
  return new;
end;
$$;

create trigger calls_3_set_visibility
  before insert on public.calls
  for each row execute function private.set_call_visibility();

create function private.copy_call_visibility() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  select c.user_id, c.visible_to_admins_of into new.user_id, new.visible_to_admins_of
    from public.calls c where c.id = new.call_id;
  return new;
end;
$$;

create trigger messages_copy_visibility
  before insert or update of call_id, user_id, visible_to_admins_of on public.messages
  for each row execute function private.copy_call_visibility();

create trigger call_segments_copy_visibility
  before insert or update of call_id, user_id, visible_to_admins_of on public.call_segments
  for each row execute function private.copy_call_visibility();

-- Whose call it is does not change: copies of it could not follow.
create function private.keep_call_owner() returns trigger
language plpgsql set search_path = ''
as $$
begin
  raise exception 'bad_request' using errcode = 'PT400', hint = 'A call keeps its owner and its organisation.';
end;
$$;

create trigger calls_keep_owner
  before update on public.calls
  for each row when (
    (old.user_id, old.organization_id, old.visible_to_admins_of) is distinct from
    (new.user_id, new.organization_id, new.visible_to_admins_of)
  )
  execute function private.keep_call_owner();
