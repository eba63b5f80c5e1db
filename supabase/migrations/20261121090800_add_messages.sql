-- The transcript: one row a conversation item, in conversation order by `position`. Rows are written by the relay
-- through append_messages; users read them through a call that they may see.
create table public.messages (
  id bigint generated always as identity primary key,
  call_id uuid not null references public.calls (id) on delete cascade,
  role text not null check (role in ('user', 'assistant', 'system', 'tool')),
  text text not null default '',
  inserted_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  -- the provider's item, and the one before it in the conversation
  item_id text,
  previous_item_id text,
  position bigint not null,
  -- failed: audio that could not be transcribed. interrupted: `text` ends where the listener stopped hearing
  status text not null default 'completed' check (status in ('failed', 'completed', 'interrupted')),
  source text not null default 'voice' check (source in ('voice', 'text', 'tool')),
  -- milliseconds of the answer that were played to the caller; null: all of it
  heard_ms integer check (heard_ms >= 0),
  -- a tool call: {name, call_id, arguments, output}
  tool jsonb,
  unique (call_id, item_id)
);

create index messages_call_id_idx on public.messages (call_id, position);
create index messages_search_idx on public.messages using gin (to_tsvector('simple', text));

grant select on public.messages to authenticated;
grant select, insert, update, delete on public.messages to service_role;

alter table public.messages enable row level security;

create policy "Messages are visible with their call"
  on public.messages for select to authenticated
  using (exists (select 1 from public.calls where calls.id = messages.call_id));

-- A row without a position goes to the end of its call.
create function private.set_message_position() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  if new.position is null then
    new.position := coalesce((select max(position) from public.messages where call_id = new.call_id), 0) + 1024;
  end if;
  return new;
end;
$$;

create trigger messages_set_position
  before insert on public.messages
  for each row execute function private.set_message_position();

create trigger messages_set_updated_at
  before update on public.messages
  for each row execute function private.set_updated_at();

alter publication supabase_realtime add table public.calls, public.messages;
