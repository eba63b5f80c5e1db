-- When a turn was spoken, and where in an answer's audio its text stands: the next worker cuts an answer with it that
-- it has not made itself, and the call's time line is drawn from it.
alter table public.messages
  -- [[milliseconds, characters], …]: so much of the text is spoken by then; the last pair is the end
  add column marks jsonb check (jsonb_typeof(marks) = 'array'),
  -- begin of the speech, or of the answer's audio
  add column started_at timestamptz,
  add column duration_ms integer check (duration_ms >= 0),
  -- of an answer: from the end of the caller's speech to its first audio; negative where it began before that
  add column latency_ms integer;

-- A reader asks for what has changed since it last looked. The time of the write tells that, the begin of the
-- writer's transaction, which may have waited for a lock, does not.
create function private.set_written_at() returns trigger
language plpgsql set search_path = ''
as $$
begin
  new.updated_at := clock_timestamp();
  return new;
end;
$$;

drop trigger messages_set_updated_at on public.messages;
create trigger messages_set_written_at
  before insert or update on public.messages
  for each row execute function private.set_written_at();

-- The items that the relay hands over, as columns of `messages`. One without an id is none. `taken_back`: an answer that
-- was interrupted before anything of it was heard. In PL/pgSQL, which keeps its plan, because every batch passes here.
create function private.message_items(p_items jsonb)
returns table (
  item_id text, previous_item_id text, "position" bigint, role text, text text, status text, source text,
  heard_ms integer, tool jsonb, marks jsonb, started_at timestamptz, duration_ms integer, latency_ms integer,
  taken_back boolean
)
language plpgsql stable set search_path = ''
as $$
#variable_conflict use_column
begin
  return query
    select i.item_id, i.previous_item_id, i.position, i.role, coalesce(i.text, ''), coalesce(i.status, 'completed'),
      coalesce(i.source, 'voice'), i.heard_ms, i.tool, i.marks, i.started_at, i.duration_ms, i.latency_ms,
      coalesce(i.role = 'assistant' and i.status = 'interrupted' and coalesce(i.text, '') = '', false)
    from jsonb_to_recordset(p_items) as i (
      item_id text, previous_item_id text, position bigint, role text, text text, status text, source text,
      heard_ms integer, tool jsonb, marks jsonb, started_at timestamptz, duration_ms integer, latency_ms integer
    )
    where i.item_id is not null;
end;
$$;
