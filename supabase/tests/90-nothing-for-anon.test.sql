-- Who is not signed in has rights on nothing, definer functions above all (docs/schema-checks.md).
begin;
create or replace function tests.nothing_for_anon() returns setof text
language sql stable set search_path = ''
as $$
  select distinct format('%s: anon may %s', relation_name, action) from tests.grants where role = 'anon'
  union all
  select format('%s: anon may use it', name) from tests.relations
  where case when kind = 'S' then has_sequence_privilege('anon', oid, 'usage, select, update') end
  union all
  select format('%s: anon may execute it%s', name, case when is_definer then ', as its owner' else '' end)
  from tests.functions where has_function_privilege('anon', oid, 'execute')
  union all
  select format('%s: anon may use the schema', nspname) from pg_namespace
  where nspname in (select tests.our_schemas()) and nspname <> 'public' and has_schema_privilege('anon', oid, 'usage')
  order by 1;
$$;
commit;

begin;
set local search_path = public, extensions;
select plan(6);
select is_empty('select tests.nothing_for_anon()', 'no finding');

create function faulty() returns int language sql security definer set search_path = '' as 'select 1';
select is_empty('select tests.nothing_for_anon()', 'a new function is nobody''s');
grant execute on function faulty() to public;
select results_eq(
  'select tests.nothing_for_anon()', array['public.faulty(): anon may execute it, as its owner'],
  'one that is granted to everybody is found');
revoke execute on function faulty() from public;
create table faulty (id int generated always as identity, name text);
grant select (name) on faulty to anon;
grant usage on sequence faulty_id_seq to anon;
grant usage on schema private to anon;
select results_eq(
  'select tests.nothing_for_anon()',
  array['private: anon may use the schema', 'public.faulty: anon may select', 'public.faulty_id_seq: anon may use it'],
  'and a column, a sequence, a schema');
revoke select (name) on faulty from anon;
revoke usage on sequence faulty_id_seq from anon;
revoke usage on schema private from anon;
select is_empty('select tests.nothing_for_anon()', 'revoking mends it');
grant delete on faulty to public;
select isnt_empty('select tests.nothing_for_anon()', 'public is anon too');

select * from finish();
rollback;
