drop function public.append_messages(uuid, uuid, jsonb);

-- Writes turns of a call, each item once. The owner is checked again here, because the relay writes with the service
-- role. Repeating a batch changes nothing; a later state of an item (cut off by the listener) replaces an earlier one,
-- never the other way round. What an item leaves out of its timing stays as it was.
--
-- With p_segment_id the batch counts only while that segment is the live one: its lock is shared until the rows are
-- committed, and a take-over waits for that. Then p_audio_ms (which never goes back) and p_forming (null: no answer is
-- being made) are stored with the rows, and an interrupted answer of which nothing was heard takes its row back.
create function public.append_messages(
  p_call_id uuid, p_owner uuid, p_items jsonb,
  p_segment_id uuid default null, p_audio_ms bigint default null, p_forming jsonb default null
)
returns table (id bigint, item_id text)
language plpgsql security definer set search_path = ''
as $$
#variable_conflict use_column
begin
  perform 1 from public.calls where calls.id = p_call_id and calls.user_id = p_owner;
  if not found then
    raise exception 'call_not_found' using errcode = 'PT404';
  end if;
  if p_segment_id is not null then
    perform private.hold_fence(p_call_id, p_segment_id);
    perform private.set_progress(p_call_id, p_segment_id, p_audio_ms, p_forming);
    delete from public.messages m using private.message_items(p_items) i
      where m.call_id = p_call_id and m.item_id = i.item_id and m.role = 'assistant' and i.taken_back;
  end if;
  return query
    insert into public.messages as m (
      call_id, item_id, previous_item_id, position, role, text, status, source,
      heard_ms, tool, marks, started_at, duration_ms, latency_ms
    )
    select p_call_id, i.item_id, i.previous_item_id, i.position, i.role, i.text, i.status, i.source,
      i.heard_ms, i.tool, i.marks, i.started_at, i.duration_ms, i.latency_ms
    from private.message_items(p_items) i
    where p_segment_id is null or not i.taken_back
    order by i.position
    on conflict (call_id, item_id) do update
      set text = excluded.text, status = excluded.status, heard_ms = excluded.heard_ms, tool = excluded.tool,
        marks = coalesce(excluded.marks, m.marks),
        started_at = coalesce(excluded.started_at, m.started_at),
        duration_ms = coalesce(excluded.duration_ms, m.duration_ms),
        latency_ms = coalesce(excluded.latency_ms, m.latency_ms)
      where array_position(array['failed', 'completed', 'interrupted'], excluded.status)
          >= array_position(array['failed', 'completed', 'interrupted'], m.status)
        and (
          m.text, m.status, m.heard_ms, m.tool, m.marks, m.started_at, m.duration_ms, m.latency_ms
        ) is distinct from (
          excluded.text, excluded.status, excluded.heard_ms, excluded.tool, coalesce(excluded.marks, m.marks),
          coalesce(excluded.started_at, m.started_at), coalesce(excluded.duration_ms, m.duration_ms),
          coalesce(excluded.latency_ms, m.latency_ms)
        )
    returning m.id, m.item_id;
end;
$$;
grant execute on function public.append_messages(uuid, uuid, jsonb, uuid, bigint, jsonb) to service_role;

-- Keeps the segment live until the transaction ends; raises when it no longer is.
create function private.hold_fence(p_call_id uuid, p_segment_id uuid) returns void
language plpgsql security definer set search_path = ''
as $$
begin
  perform 1 from public.call_segments
    where id = p_segment_id and call_id = p_call_id and taken_at is not null and ended_at is null
    for share;
  if not found then
    raise exception 'segment_superseded' using errcode = 'PT409';
  end if;
end;
$$;

create function private.set_progress(p_call_id uuid, p_segment_id uuid, p_audio_ms bigint, p_forming jsonb) returns void
language plpgsql security definer set search_path = ''
as $$
begin
  insert into private.call_progress as p (call_id, audio_ms, forming, forming_segment_id)
    values (p_call_id, coalesce(p_audio_ms, 0), p_forming, case when p_forming is not null then p_segment_id end)
    on conflict (call_id) do update
      set audio_ms = greatest(p.audio_ms, excluded.audio_ms), forming = excluded.forming,
        forming_segment_id = excluded.forming_segment_id;
end;
$$;
