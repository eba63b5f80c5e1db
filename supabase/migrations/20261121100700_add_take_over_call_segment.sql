-- Makes a segment the live one: the fence moves. From here on nothing is written for the segment before. Returns the
-- item id of an answer that was broken off by this. Callers hold the call's lock.
create function private.take_segment(p_call_id uuid, p_segment_id uuid) returns text
language plpgsql security definer set search_path = ''
as $$
begin
  -- The time is read with the lock held: everything written for the segment before is older.
  update public.call_segments set ended_at = clock_timestamp(), end_reason = 'replaced'
    where call_id = p_call_id and taken_at is not null and ended_at is null;
  update public.call_segments set taken_at = clock_timestamp() where id = p_segment_id;
  update public.calls set last_seen_at = clock_timestamp() where id = p_call_id;
  return private.settle_forming(p_call_id);
end;
$$;

-- How far the microphone's stream of a call is stored, and where its next row goes.
create function private.call_position(p_call_id uuid, out audio_ms bigint, out next_position bigint)
language sql stable security definer set search_path = ''
as $$
  select
    coalesce((select p.audio_ms from private.call_progress p where p.call_id = p_call_id), 0),
    coalesce((select max(m.position) from public.messages m where m.call_id = p_call_id), 0) + 1024;
$$;

-- When the client's segment took the call over: what was written since and has not reached the client is known by it.
create function private.taken_at_of(p_call_id uuid, p_number integer) returns timestamptz
language sql stable security definer set search_path = ''
as $$
  select taken_at from public.call_segments where call_id = p_call_id and number = p_number;
$$;

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
