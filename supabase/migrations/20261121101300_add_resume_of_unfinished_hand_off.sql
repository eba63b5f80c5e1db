-- A worker may die between taking a call over and telling its client so. The client then comes back from the segment
-- that it knows, which is no longer the last one. It may, as long as only hand-offs from that very segment came after
-- it, and a segment that ended as 'unused' (its worker could not go on with the call) counts for nothing.
create or replace function private.last_taken_segment(p_call_id uuid) returns integer
language sql stable security definer set search_path = ''
as $$
  select max(number) from public.call_segments
  where call_id = p_call_id and taken_at is not null and end_reason is distinct from 'unused';
$$;

-- Whether the holder of a segment may go on with the call.
create function private.may_follow(p_call_id uuid, p_from_segment integer) returns boolean
language sql stable security definer set search_path = ''
as $$
  select p_from_segment in (s.number, s.from_segment)
  from public.call_segments s
  where s.call_id = p_call_id and s.number = private.last_taken_segment(p_call_id);
$$;

create or replace function private.check_segment_order(p_call_id uuid, p_from_segment integer, p_take_over boolean)
returns void
language plpgsql security definer set search_path = ''
as $$
begin
  if p_from_segment is not null then
    if private.may_follow(p_call_id, p_from_segment) is not true then
      raise exception 'segment_superseded' using
        errcode = 'PT409', hint = 'Another connection has carried the call since. Take it over, or leave it there.';
    end if;
  elsif not p_take_over and private.has_live_segment(p_call_id) then
    raise exception 'call_busy' using errcode = 'PT409', hint = 'Take the call over, or leave it there.';
  end if;
end;
$$;

-- When the client's segment took the call over: what was written since and has not reached the client is known by it.
create function private.taken_at_of(p_call_id uuid, p_number integer) returns timestamptz
language sql stable security definer set search_path = ''
as $$
  select taken_at from public.call_segments where call_id = p_call_id and number = p_number;
$$;

drop function public.take_over_call_segment(uuid, uuid);

-- The worker that stands by takes the call over from the one before, if that is still there, and only if no other
-- client has done so meanwhile. `history` has the rows that were written since p_since (null: all), as call_history has
-- them, in order: in the same step, because the caller waits for it.
create function public.take_over_call_segment(p_segment_id uuid, p_owner uuid, p_since timestamptz default null)
returns table (
  audio_ms bigint, next_position bigint, forming_item_id text, previous_taken_at timestamptz, history jsonb
)
language plpgsql security definer set search_path = ''
as $$
#variable_conflict use_column
declare
  v_segment public.call_segments;
  v_call public.calls;
  v_forming_item_id text;
begin
  select s.* into v_segment
    from public.call_segments s join public.calls c on c.id = s.call_id
    where s.id = p_segment_id and c.user_id = p_owner;
  if not found then
    raise exception 'call_not_found' using errcode = 'PT404';
  end if;
  v_call := private.lock_call(v_segment.call_id);
  if v_call.ended_at is not null then
    raise exception 'call_ended' using errcode = 'PT409';
  end if;
  -- Read again, now that nobody else changes it.
  select * into v_segment from public.call_segments where id = p_segment_id;
  if v_segment.taken_at is not null or v_segment.ended_at is not null
    or private.may_follow(v_call.id, v_segment.from_segment) is not true then
    raise exception 'segment_superseded' using errcode = 'PT409';
  end if;
  v_forming_item_id := private.take_segment(v_call.id, v_segment.id);
  return query
    select p.audio_ms, p.next_position, v_forming_item_id, private.taken_at_of(v_call.id, v_segment.from_segment),
      (select coalesce(jsonb_agg(to_jsonb(h)), '[]') from public.call_history(p_segment_id, p_owner, p_since) h)
    from private.call_position(v_call.id) p;
end;
$$;
grant execute on function public.take_over_call_segment(uuid, uuid, timestamptz) to service_role;
