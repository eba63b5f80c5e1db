-- What the next worker of a call needs and the transcript does not say: how far the microphone's stream is stored, and
-- the answer that is being made. Written with the rows, in one transaction, by append_messages.
create table private.call_progress (
  call_id uuid primary key references public.calls (id) on delete cascade,
  -- milliseconds since the call's first frame: everything before is part of stored turns, or silence
  audio_ms bigint not null default 0 check (audio_ms >= 0),
  -- an item of append_messages. What would be refused as a row is refused here, so that taking over never fails for it
  forming jsonb check (
    forming is null
    or (
      jsonb_typeof(forming) = 'object'
      and coalesce(forming ->> 'item_id', '') <> ''
      and coalesce(forming ->> 'role', '') = 'assistant'
      and (forming ->> 'position')::bigint is not null
      and coalesce(forming ->> 'source', 'voice') in ('voice', 'text', 'tool')
      and coalesce((forming ->> 'heard_ms')::integer, 0) >= 0
      and coalesce((forming ->> 'duration_ms')::integer, 0) >= 0
      and coalesce((forming ->> 'latency_ms')::integer, 0) is not null
      and coalesce((forming ->> 'started_at')::timestamptz, 'epoch') is not null
      and coalesce(jsonb_typeof(nullif(forming -> 'marks', 'null')), 'array') = 'array'
    )
  ),
  -- the segment whose worker makes it
  forming_segment_id uuid
);

-- No grants and no policies: only functions reach it.
alter table private.call_progress enable row level security;

-- The worker of the answer in the making is gone: what there is of it becomes an interrupted row, unless it has become
-- a row already. Returns its item id, null where there was none. Callers hold the call's lock.
create function private.settle_forming(p_call_id uuid) returns text
language plpgsql security definer set search_path = ''
as $$
declare
  v_forming jsonb;
begin
  select forming into v_forming from private.call_progress where call_id = p_call_id for update;
  if v_forming is null then
    return null;
  end if;
  insert into public.messages (
    call_id, item_id, previous_item_id, position, role, text, status, source,
    heard_ms, tool, marks, started_at, duration_ms, latency_ms
  )
    select p_call_id, i.item_id, i.previous_item_id, i.position, i.role, i.text, 'interrupted', i.source,
      i.heard_ms, i.tool, i.marks, i.started_at, i.duration_ms, i.latency_ms
    from private.message_items(jsonb_build_array(v_forming)) i
    where i.text <> ''
    on conflict (call_id, item_id) do nothing;
  update private.call_progress set forming = null, forming_segment_id = null where call_id = p_call_id;
  return v_forming ->> 'item_id';
end;
$$;
