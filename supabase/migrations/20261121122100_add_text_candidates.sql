-- Words are read with every search by words: they stay in the row instead of beside it.
alter table ai.chunks alter column words set storage main;

-- The query's words in one language, stemmed and without stop words, each as a query of its own.
create function private.query_terms(p_query text, p_languages regconfig[])
returns table (lexeme text, query tsquery)
language sql immutable set search_path = ''
as $$
  select distinct w.lexeme, ('''' || replace(replace(w.lexeme, '\', '\\'), '''', '''''') || '''')::tsquery
  from unnest(p_languages) as language
  cross join lateral unnest(to_tsvector(language, p_query)) as w;
$$;

-- How rare each of the query's words is among the given chunks, and so how much a hit on it says; and about how many
-- chunks have it. Counted over what the caller may read alone (what others have written neither helps nor shows), and
-- where that is much, over a sample of it.
create function private.weighted_terms(p_run_ids uuid[], p_chunks integer, p_languages regconfig[], p_query text)
returns table (lexeme text, query tsquery, hits double precision, weight double precision)
language sql stable set search_path = '' set plan_cache_mode = force_custom_plan
as $$
  with sampled as materialized (
    select c.words || '' as words
    from ai.chunks c
    where c.run_id = any (p_run_ids[1 : 1 + cardinality(p_run_ids) * 1000 / greatest(p_chunks, 1000)])
    limit 1000
  ),
  size as materialized (select count(*) as n from sampled)
  select t.lexeme, t.query,
    case when size.n < 1000 then h.n else greatest(h.n, 0.5) * greatest(p_chunks, size.n) / size.n end,
    ln(1 + (size.n - h.n + 0.5) / (h.n + 0.5))
  from private.query_terms(p_query, p_languages) t
  cross join size
  cross join lateral (select count(*) as n from sampled s where s.words @@ t.query) h;
$$;

-- The chunks of the given runs that have any of the query's words, best first. A word counts by its rarity and by how
-- often it stands in the chunk (with less for each time more), in proportion to the chunk's length. Coverage is the share
-- of the query, by the same weights, whose words a chunk has: 1 is all of them. Chunks that have only common words are
-- not looked at where the rarer ones give enough: the work stays bounded, however much there is.
-- Trusts p_run_ids, so only private.search_candidates may call it.
create function private.text_candidates(
  p_run_ids uuid[], p_chunks integer, p_languages regconfig[], p_query text, p_depth integer
)
returns table (chunk_id bigint, rank bigint, score double precision, coverage double precision, matched_words text[])
language plpgsql stable set search_path = '' set plan_cache_mode = force_custom_plan
as $$
declare
  c_enough constant integer := 1000;
  v_lexemes text[];
  v_queries tsquery[];
  v_weights double precision[];
  v_any tsquery;
  v_total double precision;
begin
  with terms as (
    select *, sum(t.hits) over (order by t.hits, t.lexeme) - t.hits as rarer_hits
    from private.weighted_terms(p_run_ids, p_chunks, p_languages, p_query) t
  )
  select array_agg(t.lexeme), array_agg(t.query), array_agg(t.weight),
    string_agg(t.query::text, ' | ') filter (where t.hits > 0 and t.rarer_hits < c_enough),
    sum(t.weight)
  into v_lexemes, v_queries, v_weights, v_any, v_total
  from terms t;
  if v_any is null then return; end if;
  return query
    select c.id, row_number() over (order by sum(t.weight * ts_rank(c.words, t.query)) / (1 + ln(c.length)) desc, c.id),
      sum(t.weight * ts_rank(c.words, t.query)) / (1 + ln(c.length)), sum(t.weight) / v_total,
      array_agg(t.lexeme order by t.weight desc)
    from (
      -- Unpacks the words once a chunk, not once a word of the query.
      select h.id, h.words || '' as words, length(h.words) as length
      from ai.chunks h
      where h.run_id = any (p_run_ids) and h.words @@ v_any
      offset 0
    ) c
    join unnest(v_lexemes, v_queries, v_weights) as t (lexeme, query, weight) on c.words @@ t.query
    group by c.id, c.length
    order by 2
    limit p_depth;
end;
$$;
