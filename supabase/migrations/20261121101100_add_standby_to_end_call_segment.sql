-- Closes a segment; with p_end_call the call too, unless another segment carries it, or has carried it since.
-- 'handed_over' and 'disconnected' with p_end_call false leave the call to the next segment. Repeating it changes
-- nothing.
create or replace function public.end_call_segment(
  p_segment_id uuid, p_owner uuid, p_reason text, p_end_call boolean default true
)
returns void
language plpgsql security definer set search_path = ''
as $$
declare
  v_segment public.call_segments;
begin
  v_segment := private.lock_segment(p_segment_id, p_owner);
  if v_segment.id is null or v_segment.ended_at is not null then
    return;
  end if;
  update public.call_segments set ended_at = clock_timestamp(), end_reason = p_reason where id = v_segment.id;
  if p_end_call and not private.has_live_segment(v_segment.call_id)
    and private.last_taken_segment(v_segment.call_id)
      is not distinct from (case when v_segment.taken_at is null then v_segment.from_segment else v_segment.number end)
  then
    perform private.close_call(v_segment.call_id, p_reason, clock_timestamp());
  end if;
end;
$$;

-- Ends the call of a segment that lost its client, and for which nobody came. False: the call has gone on in another
-- segment, has ended, or the segment ended for another reason.
create function public.end_abandoned_call(p_segment_id uuid, p_owner uuid) returns boolean
language plpgsql security definer set search_path = ''
as $$
declare
  v_segment public.call_segments;
begin
  v_segment := private.lock_segment(p_segment_id, p_owner);
  if v_segment.end_reason is distinct from 'disconnected'
    or v_segment.number is distinct from private.last_taken_segment(v_segment.call_id)
    or not exists (select 1 from public.calls where id = v_segment.call_id and ended_at is null) then
    return false;
  end if;
  perform private.close_call(v_segment.call_id, 'disconnected', clock_timestamp());
  return true;
end;
$$;
grant execute on function public.end_abandoned_call(uuid, uuid) to service_role;

-- A segment of a call of that owner, with the call locked; null where there is none.
create function private.lock_segment(p_segment_id uuid, p_owner uuid) returns public.call_segments
language plpgsql security definer set search_path = ''
as $$
declare
  v_segment public.call_segments;
begin
  perform private.lock_call(s.call_id)
    from public.call_segments s join public.calls c on c.id = s.call_id
    where s.id = p_segment_id and c.user_id = p_owner;
  if found then
    select * into v_segment from public.call_segments where id = p_segment_id;
  end if;
  return v_segment;
end;
$$;
