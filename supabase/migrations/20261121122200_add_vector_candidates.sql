-- Vectors are read with every exact search: they stay in the row instead of beside it.
alter table ai.chunks alter column embedding set storage plain;

-- The chunks of the given runs that are nearest in meaning, nearest first: every vector compared.
create function private.nearest_chunks(p_run_ids uuid[], p_embedding extensions.halfvec, p_depth integer)
returns table (chunk_id bigint, distance double precision)
language sql stable set search_path = '' set plan_cache_mode = force_custom_plan
as $$
  with distances as materialized (
    select c.id, c.embedding operator(extensions.<=>) p_embedding as distance
    from ai.chunks c
    where c.run_id = any (p_run_ids)
  )
  select d.id, d.distance from distances d order by d.distance, d.id limit p_depth;
$$;

-- The same by the index, nearly all of the nearest. The scan goes on until enough of what it meets is in the given runs.
create function private.nearest_chunks_by_index(p_run_ids uuid[], p_embedding extensions.halfvec, p_depth integer)
returns table (chunk_id bigint, distance double precision)
language plpgsql stable set search_path = '' set plan_cache_mode = force_custom_plan
  set hnsw.iterative_scan = strict_order set hnsw.ef_search = 100 set hnsw.max_scan_tuples = 40000
  set enable_seqscan = off set enable_sort = off
as $$
begin
  return query
    select c.id, c.embedding operator(extensions.<=>) p_embedding
    from ai.chunks c
    where c.run_id = any (p_run_ids)
    order by c.embedding operator(extensions.<=>) p_embedding
    limit p_depth;
end;
$$;

-- The nearest chunks with their ranks. Few are compared one by one, and so are those that are a small part of all: there
-- the index would meet mostly others' and miss some. Else the index finds them, or every one is compared after all where
-- it gave up before it had enough. Trusts p_run_ids, so only private.search_candidates may call it.
create function private.vector_candidates(
  p_run_ids uuid[], p_chunks integer, p_embedding extensions.halfvec, p_depth integer
)
returns table (chunk_id bigint, rank bigint, distance double precision)
language plpgsql stable set search_path = ''
as $$
declare
  -- docs/benchmarks.md: from about here on the index is faster, and finds nearly all.
  c_few constant integer := 10000;
  c_small_part constant double precision := 0.2;
  v_ids bigint[] := '{}';
  v_distances double precision[];
begin
  if p_chunks > c_few and p_chunks >= c_small_part * (select reltuples from pg_catalog.pg_class where oid = 'ai.chunks'::regclass) then
    select array_agg(n.chunk_id), array_agg(n.distance) into v_ids, v_distances
    from private.nearest_chunks_by_index(p_run_ids, p_embedding, p_depth) n;
  end if;
  if coalesce(cardinality(v_ids), 0) < least(p_depth, p_chunks) then
    select array_agg(n.chunk_id), array_agg(n.distance) into v_ids, v_distances
    from private.nearest_chunks(p_run_ids, p_embedding, p_depth) n;
  end if;
  return query
    select n.id, row_number() over (order by n.distance, n.id), n.distance
    from unnest(v_ids, v_distances) as n (id, distance);
end;
$$;
