-- What a search finds, in which order, and for whom.
begin;
set local search_path = public, extensions;
select plan(32);

-- Ada and Bea share an organisation; Eve has another, with nearly the same documents.
create temp table people as
  select tests.create_user('ada@example.test') as ada, tests.create_user('bea@example.test') as bea,
    tests.create_user('eve@example.test') as eve, gen_random_uuid() as org, gen_random_uuid() as other;
insert into organizations (id, name) select org, 'One' from people union all select other, 'Another' from people;
insert into memberships (organization_id, user_id, role)
  select org, ada, 'owner' from people union all select org, bea, 'member' from people union all select other, eve, 'owner' from people;

-- A vector between two axes: 0 is along the first, 1 along the second.
create function pg_temp.vec(p_x real) returns real[] language sql as $$
  select array[1 - p_x, p_x] || array_fill(0::real, array[510]);
$$;
-- A ready source of one page, with a chunk for each text, and its vector.
create function pg_temp.add(
  p_name text, p_org uuid, p_user uuid, p_visibility text, p_language regconfig, p_texts text[], p_xs real[]
) returns uuid language plpgsql as $$
declare
  v_source uuid := gen_random_uuid();
  v_run uuid := gen_random_uuid();
  v_page bigint;
begin
  insert into ai.sources (id, organization_id, kind, bytes, sha256, storage_path, language, status, chunks_total, run_id)
  values (v_source, p_org, 'text', 1, repeat('a', 64), v_source::text, p_language, 'ready', cardinality(p_texts), v_run);
  insert into documents (source_id, organization_id, user_id, name, visibility) values (v_source, p_org, p_user, p_name, p_visibility);
  insert into ai.pages (source_id, run_id, number, title, text)
  values (v_source, v_run, 1, 'Page of ' || p_name, array_to_string(p_texts, ' ')) returning id into v_page;
  insert into ai.chunks (source_id, run_id, page_id, number, text, start_offset, end_offset, language, words, embedding)
  select v_source, v_run, v_page, n, t, 0, length(t), p_language, to_tsvector(p_language, t), pg_temp.vec(x)::halfvec
  from unnest(p_texts, p_xs) with ordinality as u (t, x, n);
  return v_source;
end;
$$;
create temp table src as select
  pg_temp.add('Handbook', org, ada, 'organization', 'english', array[
    'Returned goods are refunded within fourteen days.',
    'Goods are shipped from Leeds. Our goods and more goods.',
    'The kettle draws 2200 watts.'], array[0.1, 0.5, 0.9]) as handbook,
  pg_temp.add('Notes', org, ada, 'private', 'english', array['Refunded goods: tell nobody.'], array[0.0]) as notes,
  pg_temp.add('Anleitung', org, bea, 'organization', 'german', array['Die Häuser werden am Montag gestrichen.'], array[0.7]) as anleitung,
  pg_temp.add('Handbook', other, eve, 'organization', 'english', array['Returned goods are refunded within fourteen days!'], array[0.1]) as copy
  from people;
insert into ai.knowledge_bases (id, organization_id, name) select '00000000-0000-4000-8000-00000000000a', org, 'Base' from people;
insert into ai.indexed_sources (knowledge_base_id, source_id, organization_id)
  select '00000000-0000-4000-8000-00000000000a', handbook, org from people, src;
grant select on people, src to authenticated, anon, service_role;
create function pg_temp.found(p_query text, p_mode text default 'text', p_x real default null) returns setof text language sql as $$
  select document_name || ': ' || left(text, 8) from ai.search(p_query, case when p_x is not null then pg_temp.vec(p_x) end, p_mode => p_mode);
$$;

grant execute on function pg_temp.vec(real), pg_temp.found(text, text, real) to authenticated;

select tests.authenticate_as(bea) from people;
select results_eq($$select pg_temp.found('refund')$$, $$values ('Handbook: Returned')$$,
  'words are found by their stem, and neither a private document nor another organisation''s is');
select results_eq($$select pg_temp.found('how are goods refunded?')$$, $$values ('Handbook: Returned'), ('Handbook: Goods ar')$$,
  'a rare word says more than a frequent one, however often that stands there');
select results_eq($$select matched_words from ai.search('how are goods refunded?', p_mode => 'text')$$,
  $$values (array['refund', 'good']), (array['good'])$$, 'a hit tells the words that it has');
select is_empty($$select pg_temp.found('the of and')$$, 'stop words find nothing');
select is_empty($$select pg_temp.found('')$$, 'an empty query finds nothing');
select lives_ok($$select pg_temp.found('it''s & | ! :* \ <-> "quoted'' ( ')$$, 'no query breaks the search');
select results_eq($$select pg_temp.found('den Häusern')$$, $$values ('Anleitung: Die Häus')$$, 'a query is read in the languages of the sources');
select is_empty($$select * from ai.search('den Häusern', p_language => 'english')$$, 'or in the one that is asked for');
select results_eq($$select pg_temp.found('', 'vector', 0.0)$$,
  $$values ('Handbook: Returned'), ('Handbook: Goods ar'), ('Anleitung: Die Häus'), ('Handbook: The kett')$$, 'the nearest vector comes first');
select results_eq($$select pg_temp.found('2200 watts', 'hybrid', 0.5)$$,
  $$values ('Handbook: The kett'), ('Handbook: Goods ar'), ('Anleitung: Die Häus'), ('Handbook: Returned')$$, 'both rankings count in the fused one');
select results_eq(
  $$select text_rank, vector_rank, round(score::numeric, 6), round(distance::numeric, 2) from ai.search('2200 watts', pg_temp.vec(0.5), p_limit => 2)$$,
  $$values (1::bigint, 4::bigint, round(1.0 / 61 + 1.0 / 64, 6), 0.22), (null, 1, round(1.0 / 61, 6), 0.00)$$, 'and a hit says why it stands where it does');
select results_eq($$select pg_temp.found('2200 watts', 'hybrid')$$, $$values ('Handbook: The kett')$$, 'without a vector a hybrid search goes by words');
select results_eq(
  $$select s.source_id = handbook, page_number, page_title, left(p.text, 8), start_offset, end_offset
    from src, ai.search('kettle') s join ai.pages p on p.id = s.page_id$$,
  $$values (true, 1, 'Page of Handbook', 'Returned', 0, 28)$$, 'a hit names what to cite');

select results_eq($$select distinct document_name from ai.search('', pg_temp.vec(0), p_knowledge_base_ids => array['00000000-0000-4000-8000-00000000000a'::uuid])$$,
  $$values ('Handbook')$$, 'only in a knowledge base');
select is_empty($$select * from ai.search('goods', pg_temp.vec(0), p_knowledge_base_ids => '{}')$$, 'in no knowledge base is nothing');
select results_eq($$select document_name from src, ai.search('', pg_temp.vec(0), p_source_ids => array[anleitung, notes, copy])$$,
  $$values ('Anleitung')$$, 'only in some sources, and only in those that one may read');
select is_empty($$select * from ai.search('goods', p_until => now() - interval '1 day')$$, 'only before');
select isnt_empty($$select * from ai.search('goods', p_since => now() - interval '1 day', p_until => now() + interval '1 day')$$, 'only between');

select throws_ok($$select * from ai.search('x', p_mode => 'best')$$, 'PT400', 'bad_request', 'there are three modes');
select throws_ok($$select * from ai.search('x', array[1, 2]::real[])$$, 'PT400', 'bad_request', 'vectors have 512 numbers');
select throws_ok($$select * from ai.search('x', p_language => 'klingon')$$, 'PT400', 'bad_request', 'languages are known ones');
select throws_ok(
  $$select * from private.vector_candidates(array(select run_id from ai.sources), 1, pg_temp.vec(0)::halfvec, 10)$$, '42501', null,
  'nobody names the runs that are searched');

select results_eq(
  $$select document_name from private.search_candidates('refunded', null, null, null, null, null, null, 'text', 50)$$,
  $$values ('Handbook')$$, 'candidates are of the caller''s by themselves, before row level security looks again');

select tests.authenticate_as(ada) from people;
select results_eq($$select pg_temp.found('refunded goods')$$,
  $$values ('Notes: Refunded'), ('Handbook: Returned'), ('Handbook: Goods ar')$$, 'owners find their private documents');
update documents set visibility = 'private' where source_id = (select handbook from src);
select tests.authenticate_as(bea) from people;
select is_empty($$select pg_temp.found('goods')$$, 'what is hidden is not found from that moment on');
select tests.authenticate_as(ada) from people;
update documents set visibility = 'organization';
select tests.authenticate_as(bea) from people;
select is((select count(*)::int from pg_temp.found('goods')), 3, 'and what is shown is found');

-- A large source, as it says of itself: by the index, which a table with so few rows would not be asked for.
reset role;
update ai.sources set chunks_total = 20000 where id = (select handbook from src);
select tests.authenticate_as(bea) from people;
select results_eq($$select pg_temp.found('', 'vector', 0.0)$$,
  $$values ('Notes: Refunded'), ('Handbook: Returned'), ('Handbook: Goods ar'), ('Anleitung: Die Häus'), ('Handbook: The kett')$$,
  'many vectors are found by the index, in the same order');
select tests.authenticate_as(eve) from people;
select results_eq($$select pg_temp.found('goods refunded', 'hybrid', 0.1)$$, $$values ('Handbook: Returned')$$, 'another organisation finds its own');

reset role;
update ai.sources set run_id = gen_random_uuid() where id = (select handbook from src);
update memberships set role = 'owner' where (organization_id, user_id) = (select org, bea from people);
delete from memberships where (organization_id, user_id) = (select org, ada from people);
select tests.authenticate_as(bea) from people;
select results_eq($$select pg_temp.found('', 'vector', 0.0)$$, $$values ('Notes: Refunded'), ('Anleitung: Die Häus')$$,
  'chunks of a run that is not the source''s are not found');
select tests.authenticate_as(ada) from people;
select is_empty($$select pg_temp.found('goods', 'hybrid', 0.0)$$, 'who left finds nothing, not even their own');
select tests.authenticate_as_service();
select throws_ok($$select * from ai.search('goods')$$, '42501', null, 'the server searches as a user or not at all');
select tests.authenticate_as_anon();
select throws_ok($$select * from ai.search('goods')$$, '42501', null, 'anon does not search');

select * from finish();
rollback;
