-- A worker's sign of life. False: the segment does not carry the call (it stands by, another has taken over, or the call
-- ended), so its worker must not believe that it does.
create or replace function public.touch_call_segment(p_segment_id uuid) returns boolean
language plpgsql security definer set search_path = ''
as $$
begin
  -- The lock first: what a take-over under way leaves behind is seen only by the statement after it.
  perform 1 from public.calls c
    where c.id = (select s.call_id from public.call_segments s where s.id = p_segment_id)
    for no key update;
  update public.calls c set last_seen_at = clock_timestamp()
    from public.call_segments s
    where s.id = p_segment_id and c.id = s.call_id
      and s.taken_at is not null and s.ended_at is null and c.ended_at is null;
  return found;
end;
$$;
