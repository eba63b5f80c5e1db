-- What a search finds among what the caller may read, best first. Matching words and comparing vectors are not leakproof,
-- so under row level security they would be tried on rows only after its policy, without their indexes. This function
-- reads past the policies instead, and looks nowhere but in the runs that private.searchable_runs gives it.
--
-- Two rankings are fused by reciprocal rank (Cormack, Clarke and Büttcher, SIGIR 2009, k = 60). There is always something
-- that has one of the words, so a rank by words counts by the square of the share of the query that the chunk has
-- (docs/benchmarks.md has what that gains).
create function private.search_candidates(
  p_query text, p_embedding extensions.halfvec, p_knowledge_base_ids uuid[], p_source_ids uuid[],
  p_since timestamptz, p_until timestamptz, p_language regconfig, p_mode text, p_limit integer
)
returns table (
  chunk_id bigint, document_name text, page_number integer, page_title text, score double precision,
  text_rank bigint, text_score double precision, coverage double precision, matched_words text[],
  vector_rank bigint, distance double precision
)
language plpgsql stable security definer rows 100 set search_path = ''
as $$
declare
  c_k constant integer := 60;
  v_depth constant integer := greatest(p_limit, 50);
  v_is_fused constant boolean := p_mode = 'hybrid' and p_embedding is not null;
  v_run_ids uuid[];
  v_languages regconfig[];
  v_chunks integer;
begin
  select array_agg(r.run_id order by r.run_id), array_agg(distinct r.language), sum(r.chunks)
  into v_run_ids, v_languages, v_chunks
  from private.searchable_runs(p_knowledge_base_ids, p_source_ids, p_since, p_until) r;
  if v_run_ids is null then return; end if;
  if p_language is not null then v_languages := array[p_language]; end if;
  return query
    with ranked as (
      select coalesce(t.chunk_id, v.chunk_id) as id, t.rank as text_rank, t.score as text_score, t.coverage, t.matched_words,
        v.rank as vector_rank, v.distance,
        coalesce(case when v_is_fused then t.coverage ^ 2 else 1 end / (c_k + t.rank), 0) + coalesce(1.0 / (c_k + v.rank), 0) as score
      from (
        select * from private.text_candidates(v_run_ids, v_chunks, v_languages, p_query, v_depth) where p_mode <> 'vector'
      ) t
      full join (
        select * from private.vector_candidates(v_run_ids, v_chunks, p_embedding, v_depth)
        where p_mode <> 'text' and p_embedding is not null
      ) v on v.chunk_id = t.chunk_id
      order by 8 desc, v.rank, t.rank
      limit p_limit
    )
    select r.id, d.name, p.number, p.title, r.score,
      r.text_rank, r.text_score, r.coverage, r.matched_words, r.vector_rank, r.distance
    from ranked r
    join ai.chunks c on c.id = r.id
    join ai.pages p on p.id = c.page_id
    join public.documents d on d.source_id = c.source_id
    order by r.score desc, r.vector_rank, r.text_rank;
end;
$$;
grant execute on function private.search_candidates(
  text, extensions.halfvec, uuid[], uuid[], timestamptz, timestamptz, regconfig, text, integer
) to authenticated;

-- The configuration of a language by its name, such as english; null for null.
create function private.search_language(p_language text) returns regconfig
language plpgsql stable set search_path = ''
as $$
declare
  v_language regconfig;
begin
  if p_language is null then return null; end if;
  select c.oid into v_language from pg_catalog.pg_ts_config c
  where c.cfgname = p_language and c.cfgnamespace = 'pg_catalog'::regnamespace;
  if v_language is null then
    raise exception 'bad_request' using errcode = 'PT400', hint = 'p_language is the name of a text search configuration, such as english, german or simple.';
  end if;
  return v_language;
end;
$$;
grant execute on function private.search_language(text) to authenticated;

-- Searches what the caller may read: by words (text), by meaning (vector) or both (hybrid). Each row says why it stands
-- where it does. Runs as the caller: whatever was found is read again here under row level security.
create function ai.search(
  p_query text default '', p_embedding real[] default null,
  p_knowledge_base_ids uuid[] default null, p_source_ids uuid[] default null,
  p_since timestamptz default null, p_until timestamptz default null,
  p_language text default null, p_mode text default 'hybrid', p_limit integer default 10
)
returns table (
  chunk_id bigint, source_id uuid, document_name text, page_id bigint, page_number integer, page_title text,
  headings text[], text text, start_offset integer, end_offset integer, score double precision,
  text_rank bigint, text_score double precision, coverage double precision, matched_words text[],
  vector_rank bigint, distance double precision
)
language plpgsql stable set search_path = ''
as $$
declare
  v_limit constant integer := least(greatest(coalesce(p_limit, 10), 1), 100);
begin
  if p_mode is null or p_mode not in ('hybrid', 'text', 'vector') then
    raise exception 'bad_request' using errcode = 'PT400', hint = 'p_mode is hybrid, text or vector.';
  end if;
  if length(p_query) > 2000 then
    raise exception 'bad_request' using errcode = 'PT400', hint = 'p_query has at most 2000 characters.';
  end if;
  if p_embedding is null and p_mode = 'vector' or cardinality(p_embedding) <> 512 then
    raise exception 'bad_request' using errcode = 'PT400', hint = 'p_embedding has 512 numbers.';
  end if;
  return query
    select c.id, c.source_id, k.document_name, c.page_id, k.page_number, k.page_title, c.headings, c.text, c.start_offset,
      c.end_offset, k.score, k.text_rank, k.text_score, k.coverage, k.matched_words, k.vector_rank, k.distance
    from private.search_candidates(
      coalesce(p_query, ''), p_embedding::extensions.halfvec, p_knowledge_base_ids, p_source_ids, p_since, p_until,
      private.search_language(p_language), p_mode, v_limit
    ) k
    -- Row by row: the policy alone would suggest to read everything that the caller may read.
    cross join lateral (select t.* from ai.chunks t where t.id = k.chunk_id limit 1) c
    order by k.score desc, k.vector_rank, k.text_rank;
end;
$$;
grant execute on function ai.search(
  text, real[], uuid[], uuid[], timestamptz, timestamptz, text, text, integer
) to authenticated;
