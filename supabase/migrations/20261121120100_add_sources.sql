-- A source is a file that was given to Parley, and what became of it. Its state is written by the function `sources` and
-- its workers only; people hear it live.
create table ai.sources (
  id uuid primary key default gen_random_uuid(),
  organization_id uuid not null references public.organizations (id) on delete cascade,
  kind text not null check (kind in ('pdf', 'docx', 'html', 'markdown', 'text', 'csv')),
  -- of the file
  bytes bigint not null check (bytes >= 0),
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  -- in the bucket `sources`
  storage_path text not null unique,
  -- text search configuration of most of its text, told by the text
  language regconfig not null default 'simple',
  -- uploading: the file is not there yet. ready: search finds it. failed: see error_code; a retry goes on from there.
  -- A source that is indexed again stays searchable as it was until the new run is complete: see run_id.
  status text not null default 'uploading' check (status in ('uploading', 'queued', 'extracting', 'embedding', 'ready', 'failed')),
  error_code text check (error_code ~ '^[a-z_]+$'),
  pages_total integer check (pages_total >= 0),
  pages_done integer not null default 0 check (pages_done >= 0),
  chunks_total integer check (chunks_total >= 0),
  chunks_done integer not null default 0 check (chunks_done >= 0),
  -- The indexing run whose pages and chunks are the source's; null: none is complete. Turning to another run, and
  -- deleting, is one row, however large the source: nothing is ever half indexed.
  run_id uuid,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  indexed_at timestamptz,
  unique (organization_id, id)
);

-- Who owns which source, what it is called, and who may read it. The function `sources` makes the row with its source.
create table public.documents (
  source_id uuid primary key,
  organization_id uuid not null,
  user_id uuid not null references auth.users (id) on delete cascade,
  name text not null check (char_length(name) between 1 and 200),
  visibility text not null default 'private' check (visibility in ('private', 'organization')),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  foreign key (organization_id, source_id) references ai.sources (organization_id, id) on delete cascade
);

create index documents_organization_id_idx on public.documents (organization_id, source_id);
create index documents_user_id_idx on public.documents (user_id, organization_id);

-- The sources that the caller may read: their own and their organisations' visible ones, as long as they are a member.
create function private.readable_source_ids() returns setof uuid
language sql stable security definer set search_path = ''
as $$
  select d.source_id
  from public.documents d
  where d.organization_id = any (array(select private.my_organization_ids()))
    and (d.visibility = 'organization' or d.user_id = (select auth.uid()));
$$;
grant execute on function private.readable_source_ids() to authenticated, service_role;

-- The complete indexing runs of those sources. Pages and chunks of any other run are nobody's.
create function private.readable_run_ids() returns setof uuid
language sql stable security definer set search_path = ''
as $$
  select s.run_id
  from public.documents d
  join ai.sources s on s.id = d.source_id
  where s.run_id is not null
    and d.organization_id = any (array(select private.my_organization_ids()))
    and (d.visibility = 'organization' or d.user_id = (select auth.uid()));
$$;
grant execute on function private.readable_run_ids() to authenticated, service_role;

grant select on ai.sources to authenticated;
grant select, update (name, visibility) on public.documents to authenticated;
grant select, insert, update, delete on ai.sources, public.documents to service_role;

alter table ai.sources enable row level security;
alter table public.documents enable row level security;

create policy "Sources are visible to those who may read their document"
  on ai.sources for select to authenticated
  using (id = any (array(select private.readable_source_ids())));

create policy "Documents are visible to their owner, and to members where it says so"
  on public.documents for select to authenticated
  using (
    organization_id = any (array(select private.my_organization_ids()))
    and (visibility = 'organization' or user_id = (select auth.uid()))
  );

create policy "Documents are named and shown by their owner"
  on public.documents for update to authenticated
  using (user_id = (select auth.uid()) and organization_id = any (array(select private.my_organization_ids())))
  with check (user_id = (select auth.uid()) and organization_id = any (array(select private.my_organization_ids())));

create trigger sources_set_updated_at
  before update on ai.sources
  for each row execute function private.set_updated_at();

create trigger documents_set_updated_at
  before update on public.documents
  for each row execute function private.set_updated_at();

alter publication supabase_realtime add table ai.sources, public.documents;
