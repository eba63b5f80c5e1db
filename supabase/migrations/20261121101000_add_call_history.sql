-- The transcript for the worker of a segment, in order; with p_since only what was written since then. Pass the
-- `read_at` of one answer as the p_since of the next and nothing is missed: rows under way are waited for, so that what
-- comes later also has a later time. A row that was taken back (append_messages) leaves no trace.
create function public.call_history(p_segment_id uuid, p_owner uuid, p_since timestamptz default null)
returns table (
  item_id text, previous_item_id text, "position" bigint, role text, text text, status text, source text,
  heard_ms integer, tool jsonb, marks jsonb, updated_at timestamptz, read_at timestamptz
)
language plpgsql security definer set search_path = ''
as $$
#variable_conflict use_column
declare
  v_call_id uuid;
  v_read_at timestamptz;
begin
  select s.call_id into v_call_id
    from public.call_segments s join public.calls c on c.id = s.call_id
    where s.id = p_segment_id and c.user_id = p_owner;
  if not found then
    raise exception 'call_not_found' using errcode = 'PT404';
  end if;
  perform private.lock_call(v_call_id);
  v_read_at := clock_timestamp();
  return query
    select m.item_id, m.previous_item_id, m.position, m.role, m.text, m.status, m.source,
      m.heard_ms, m.tool, m.marks, m.updated_at, v_read_at
    from public.messages m
    where m.call_id = v_call_id and (p_since is null or m.updated_at >= p_since)
    order by m.position, m.id;
end;
$$;
grant execute on function public.call_history(uuid, uuid, timestamptz) to service_role;
