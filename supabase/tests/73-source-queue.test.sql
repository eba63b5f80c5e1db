-- The queue of sources: who holds a job writes, nobody else; what was killed is taken by another; what kills is given up.
begin;
set local search_path = public, extensions;
select plan(19);

create temp table people as
  select tests.create_user('ada@example.test') as ada, tests.create_user('bob@example.test') as bob;
create temp table made (source_id uuid, existing boolean, upload boolean, storage_path text);
create temp table claims (name text, source_id uuid, lease_token uuid, step text, attempts integer);
create temp table saved_pages as select '[
  {"number": 1, "title": "", "text": "One is here.", "chunks": [
    {"headings": ["Part"], "text": "One is here.", "start": 0, "end": 12, "language": "english"}]},
  {"number": 2, "title": "", "text": "Two is there.", "chunks": [
    {"headings": [], "text": "Two is there.", "start": 0, "end": 13, "language": "klingon"}]}]'::jsonb as pages;
grant select on people, saved_pages to authenticated, service_role;
grant all on made, claims to authenticated, service_role;
create function pg_temp.organization() returns uuid language sql security definer as $$
  select o.id from public.organizations o, people where o.personal_of = people.ada;
$$;
create function pg_temp.claim(p_name text) returns void language sql as $$
  insert into claims select p_name, c.source_id, c.lease_token, c.step, c.attempts from ai.claim_source_job(60) c;
$$;
-- As if the worker had been silent for a minute.
create function pg_temp.lapse() returns void language sql security definer as $$
  update private.source_jobs set leased_until = now() - interval '1 second';
$$;
create function pg_temp.embed(p_name text, p_numbers integer[]) returns integer language sql as $$
  select ai.save_source_chunks(source_id, lease_token, 60, (
    select jsonb_agg(jsonb_build_object('number', n, 'embedding', '[' || repeat('0.1,', 511) || '0.1]')) from unnest(p_numbers) n
  )) from claims where name = p_name;
$$;

grant execute on function pg_temp.organization(), pg_temp.claim(text), pg_temp.lapse(), pg_temp.embed(text, integer[])
  to authenticated, service_role;

select tests.authenticate_as(ada) from people;
insert into made select * from ai.create_source(pg_temp.organization(), 'a.md', 'markdown', 9, repeat('a', 64), 'private');
select throws_ok($$select ai.queue_source(source_id) from made$$, '42501', null, 'people do not queue what nobody looked at');
select throws_ok(
  $$insert into ai.sources (organization_id, kind, bytes, sha256, storage_path)
    values (pg_temp.organization(), 'text', 1, repeat('b', 64), 'x')$$, '42501', null, 'nor make sources by themselves');
select tests.authenticate_as(bob) from people;
select throws_ok(
  $$select ai.create_source(pg_temp.organization(), 'a.md', 'markdown', 9, repeat('a', 64), 'private')$$,
  'PT404', 'organization_not_found', 'who is no member makes none');
select throws_ok($$select ai.retry_source(source_id) from made$$, 'PT404', 'source_not_found', 'nor touches one');
select tests.authenticate_as(ada, '{"act": {"sub": "agent"}}') from people;
select throws_ok($$select ai.delete_source(source_id) from made$$, 'PT403', 'agent_not_allowed', 'nor does an agent');
update public.documents set name = 'b.md';
select tests.authenticate_as(ada) from people;
select results_eq('select name from public.documents', array['a.md'], 'which renames nothing either');

select tests.authenticate_as_service();
select results_eq('select ai.queue_source(source_id) from made', array[true], 'the server queues it');
select results_eq('select ai.queue_source(source_id) from made', array[false], 'once');
select pg_temp.claim('first');
select is_empty('select * from ai.claim_source_job(60)', 'a job that is held is nobody else''s');
select pg_temp.lapse();
select pg_temp.claim('second');
select results_eq($$select name, step, attempts from claims order by name$$,
  $$values ('first', 'extract', 1), ('second', 'extract', 2)$$, 'after a silence another worker takes it');
select throws_ok(
  $$select ai.save_source_pages(source_id, lease_token, 60, 2, pages, true) from claims, saved_pages where name = 'first'$$,
  'PT409', 'source_lease_lost', 'and the first one writes no more');
select lives_ok(
  $$select ai.save_source_pages(source_id, lease_token, 60, 2, pages, true) from claims, saved_pages where name = 'second'$$,
  'but the second one does');
select results_eq(
  'select status, pages_done, chunks_total, run_id from ai.sources', $$values ('embedding', 2, 2, null::uuid)$$,
  'embedding follows the last page');
select results_eq($$select pg_temp.embed('second', '{1}')$$, array[1], 'a batch is stored');
select tests.authenticate_as(ada) from people;
select is_empty('select * from ai.chunks', 'and seen by nobody while the run is incomplete');
select tests.authenticate_as_service();
select results_eq($$select pg_temp.embed('second', '{1,2}')$$, array[0], 'what is stored already is not stored twice');
select tests.authenticate_as(ada) from people;
select results_eq(
  'select number, language::text, words::text from ai.chunks order by number',
  $$values (1, 'english', $w$'one':2B 'part':1A$w$), (2, 'simple', $w$'is':2B 'there':3B 'two':1B$w$)$$,
  'then everything at once, each in its language, or in none that there is');

select results_eq('select ai.reindex_source(source_id) from made', array['queued'], 'indexed again');
select tests.authenticate_as_service();
do $$ begin for turn in 1..6 loop perform pg_temp.claim('again'); perform pg_temp.lapse(); end loop; end $$;
select results_eq(
  'select status, error_code, run_id is not null from ai.sources', $$values ('failed', 'source_too_complex', true)$$,
  'what ends its workers five times fails, and what was found before still is');

select * from finish();
rollback;
