-- One connection of a call to one relay worker. A call that moves to the next worker gets the next segment; at most
-- one segment of a call is open.
create table public.call_segments (
  id uuid primary key default gen_random_uuid(),
  call_id uuid not null references public.calls (id) on delete cascade,
  number integer not null check (number > 0),
  worker text not null,
  started_at timestamptz not null default now(),
  ended_at timestamptz,
  end_reason text check (char_length(end_reason) <= 64),
  unique (call_id, number)
);

create unique index call_segments_open_idx on public.call_segments (call_id) where ended_at is null;

grant select on public.call_segments to authenticated;
grant select, insert, update, delete on public.call_segments to service_role;

alter table public.call_segments enable row level security;

create policy "Segments are visible with their call"
  on public.call_segments for select to authenticated
  using (exists (select 1 from public.calls where calls.id = call_segments.call_id));
