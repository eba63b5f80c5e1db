-- What a source says: pages as people cite them, and chunks as search finds them, each part of one indexing run.
create table ai.pages (
  id bigint generated always as identity primary key,
  source_id uuid not null references ai.sources (id) on delete cascade,
  run_id uuid not null,
  -- from 1; a format without pages has its sections
  number integer not null check (number > 0),
  title text not null default '',
  text text not null,
  unique (run_id, number)
);

create table ai.chunks (
  id bigint generated always as identity primary key,
  source_id uuid not null references ai.sources (id) on delete cascade,
  run_id uuid not null,
  page_id bigint not null references ai.pages (id) on delete cascade,
  -- in the source, from 1
  number integer not null check (number > 0),
  -- the headings that it stands under, outermost first
  headings text[] not null default '{}',
  text text not null,
  -- characters of the page's text
  start_offset integer not null check (start_offset >= 0),
  end_offset integer not null check (end_offset > start_offset),
  language regconfig not null default 'simple',
  words tsvector not null,
  -- text-embedding-3-small with 512 dimensions, or the stand-in's of the same size
  embedding extensions.halfvec(512) not null,
  unique (run_id, number)
);

create index pages_source_id_idx on ai.pages (source_id);
create index chunks_source_id_idx on ai.chunks (source_id);
create index chunks_page_id_idx on ai.chunks (page_id);
create index chunks_words_idx on ai.chunks using gin (words);
create index chunks_embedding_idx on ai.chunks using hnsw (embedding extensions.halfvec_cosine_ops);

grant select on ai.pages, ai.chunks to authenticated;
grant select, insert, update, delete on ai.pages, ai.chunks to service_role;

alter table ai.pages enable row level security;
alter table ai.chunks enable row level security;

create policy "Pages are visible to those who may read their source"
  on ai.pages for select to authenticated
  using (run_id = any (array(select private.readable_run_ids())));

create policy "Chunks are visible to those who may read their source"
  on ai.chunks for select to authenticated
  using (run_id = any (array(select private.readable_run_ids())));
