-- What holds for every table and function that exists and that will come.
begin;
set local search_path = public, extensions;
select plan(7);

select is_empty($$
  select c.oid::regclass::text from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where n.nspname in ('public', 'private', 'ai') and c.relkind in ('r', 'p') and not c.relrowsecurity
$$, 'every table has row level security');

select is_empty($$
  select c.oid::regclass::text from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where n.nspname in ('public', 'ai') and c.relkind in ('r', 'p', 'v', 'm')
    and (has_table_privilege('anon', c.oid, 'select, insert, update, delete') or has_any_column_privilege('anon', c.oid, 'select, insert, update'))
$$, 'anon has rights on no table');

select is_empty($$
  select p.oid::regprocedure::text from pg_proc p join pg_namespace n on n.oid = p.pronamespace
  where n.nspname in ('public', 'private', 'ai') and has_function_privilege('anon', p.oid, 'execute')
$$, 'anon may execute no function');

select is_empty($$
  select p.oid::regprocedure::text from pg_proc p join pg_namespace n on n.oid = p.pronamespace
  where n.nspname in ('public', 'private', 'ai') and not exists (select 1 from unnest(p.proconfig) s where s like 'search_path=%')
$$, 'every function pins its search_path');

select is_empty($$
  select conrelid::regclass || '.' || conname from pg_constraint c
  where contype = 'f' and connamespace in ('public'::regnamespace, 'private'::regnamespace, 'ai'::regnamespace)
    and not exists (
      select 1 from pg_index i where i.indrelid = c.conrelid
        and (i.indkey::int2[])[0:array_length(c.conkey, 1) - 1] @> c.conkey
    )
$$, 'every foreign key has an index');

select is_empty($$
  select tablename || ': ' || policyname from pg_policies
  where schemaname in ('public', 'ai')
    and regexp_replace(coalesce(qual, '') || coalesce(with_check, ''), '\( ?SELECT auth\.\w+\(\) AS \w+\)', '', 'gi') ~* 'auth\.\w+\('
$$, 'policies call auth functions once a statement, not once a row');

select is_empty($$
  select tablename || ' ' || cmd from pg_policies
  where schemaname in ('public', 'ai') and permissive = 'PERMISSIVE'
  group by tablename, cmd, roles having count(*) > 1
$$, 'one permissive policy for a role and action');

select * from finish();
rollback;
