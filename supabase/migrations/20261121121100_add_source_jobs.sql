-- The queue of what is to be done with sources: a row a source that has something to be done. Any worker takes any row
-- (`for update skip locked`), holds it by a lease that each save renews, and every save asks for the lease's token: a
-- worker that was thought dead writes nothing. What a job has done so far stands in the tables, so that the next worker
-- goes on from there.
create table private.source_jobs (
  source_id uuid primary key references ai.sources (id) on delete cascade,
  -- extract: the file becomes pages and pending chunks. embed: pending chunks become chunks.
  -- clear: rows of other runs go. delete: everything goes, the source last.
  step text not null default 'extract' check (step in ('extract', 'embed', 'clear', 'delete')),
  -- the run that is being made
  run_id uuid not null default gen_random_uuid(),
  -- null: nobody is to run it; its source has failed
  run_after timestamptz default now(),
  -- how often it was taken since it last got on
  attempts integer not null default 0 check (attempts >= 0),
  lease_token uuid,
  leased_until timestamptz,
  created_at timestamptz not null default now()
);

create index source_jobs_run_after_idx on private.source_jobs (run_after) where run_after is not null;

-- Chunks of a run that have no embedding yet.
create table private.pending_chunks (
  run_id uuid not null,
  number integer not null,
  source_id uuid not null references ai.sources (id) on delete cascade,
  page_id bigint not null references ai.pages (id) on delete cascade,
  headings text[] not null,
  text text not null,
  start_offset integer not null,
  end_offset integer not null,
  language regconfig not null,
  primary key (run_id, number)
);

create index pending_chunks_source_id_idx on private.pending_chunks (source_id);
create index pending_chunks_page_id_idx on private.pending_chunks (page_id);

-- Files whose source is gone, by whatever way: a worker takes them out of the bucket.
create table private.orphaned_source_files (
  storage_path text primary key,
  created_at timestamptz not null default now()
);

alter table private.source_jobs enable row level security;
alter table private.pending_chunks enable row level security;
alter table private.orphaned_source_files enable row level security;

-- Without its document a source is nobody's, and invisible; its rows go in short statements.
create function private.queue_source_deletion() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  insert into private.source_jobs (source_id, step)
    select s.id, 'delete' from ai.sources s where s.id = old.source_id
  on conflict (source_id) do update set
    step = 'delete', run_after = now(), attempts = 0, lease_token = null, leased_until = null;
  return null;
end;
$$;

create trigger documents_queue_source_deletion
  after delete on public.documents
  for each row execute function private.queue_source_deletion();

create function private.keep_orphaned_source_file() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  insert into private.orphaned_source_files (storage_path) values (old.storage_path) on conflict do nothing;
  return null;
end;
$$;

create trigger sources_keep_orphaned_file
  after delete on ai.sources
  for each row execute function private.keep_orphaned_source_file();
