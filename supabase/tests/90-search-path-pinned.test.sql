-- Functions pin an empty search_path (docs/schema-checks.md).
begin;
create or replace function tests.search_path_pinned() returns setof text
language sql stable set search_path = ''
as $$
  select format('%s: %s', name, coalesce(
    (select 'pins ' || s from unnest(settings) s where s like 'search_path=%'), 'pins no search_path'))
  from tests.functions
  where 'search_path=""' <> all (coalesce(settings, '{}'))
  order by 1;
$$;
commit;

begin;
set local search_path = public, extensions;
select plan(4);
select is_empty('select tests.search_path_pinned()', 'no finding');

create function private.faulty() returns int language sql as 'select 1';
select results_eq(
  'select tests.search_path_pinned()', array['private.faulty(): pins no search_path'], 'a function without one is found');
alter function private.faulty() set search_path = public, pg_temp;
select results_eq(
  'select tests.search_path_pinned()', array['private.faulty(): pins search_path=public, pg_temp'], 'and one with names in it');
alter function private.faulty() set search_path = '';
select is_empty('select tests.search_path_pinned()', 'an empty one mends it');

select * from finish();
rollback;
