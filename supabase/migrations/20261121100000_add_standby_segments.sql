-- The next worker stands by while the one before still carries the call, and takes it over in one step. Until then its
-- segment has no `taken_at`: at most one segment of a call is live (taken, not ended), and at most one stands by.
alter table public.call_segments
  -- when its worker took the call over; null: it stands by, or ended without ever having carried the call
  add column taken_at timestamptz,
  -- the segment that it goes on from: it may take over as long as that one is the last that carried the call
  add column from_segment integer check (from_segment > 0);

update public.call_segments set taken_at = started_at;

drop index public.call_segments_open_idx;
create unique index call_segments_live_idx on public.call_segments (call_id)
  where taken_at is not null and ended_at is null;
create unique index call_segments_standby_idx on public.call_segments (call_id)
  where taken_at is null and ended_at is null;

-- The number of the segment that carries a call, or that carried it last. One that ended as 'unused' counts for nothing:
-- its worker could not go on with the call.
create function private.last_taken_segment(p_call_id uuid) returns integer
language sql stable security definer set search_path = ''
as $$
  select max(number) from public.call_segments
  where call_id = p_call_id and taken_at is not null and end_reason is distinct from 'unused';
$$;

-- Whether the holder of a segment may go on with the call: it is the last one, or only a hand-off from it came after it.
-- For a worker may die between taking a call over and telling its client so, who then comes back from the segment that
-- it knows.
create function private.may_follow(p_call_id uuid, p_from_segment integer) returns boolean
language sql stable security definer set search_path = ''
as $$
  select p_from_segment in (s.number, s.from_segment)
  from public.call_segments s
  where s.call_id = p_call_id and s.number = private.last_taken_segment(p_call_id);
$$;

-- Whether a worker carries the call at this moment.
create function private.has_live_segment(p_call_id uuid) returns boolean
language sql stable security definer set search_path = ''
as $$
  select exists (
    select 1 from public.call_segments where call_id = p_call_id and taken_at is not null and ended_at is null
  );
$$;
