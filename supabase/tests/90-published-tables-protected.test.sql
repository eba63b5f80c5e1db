-- What Realtime tells is told by policies (docs/schema-checks.md).
begin;
create or replace function tests.published_tables_protected() returns setof text
language sql stable set search_path = ''
as $$
  with published as (
    select r.*, t.pubname, t.attnames from pg_publication_tables t
    join tests.relations r on r.oid = format('%I.%I', t.schemaname, t.tablename)::regclass
  )
  select format('%s: is published by %s without row level security', name, pubname) from published where not has_rls
  union all
  select format('%s: is published by %s, and no policy lets anybody read it', name, pubname) from published p
  where has_rls and not exists (
    select 1 from tests.policies l
    where l.relation = p.oid and l.action = 'select' and l.role = 'authenticated' and l.is_permissive
  )
  union all
  select format('%s: is published by %s with %s', name, pubname, attname)
  from published, unnest(attnames) attname where tests.is_sensitive_name(attname)
  union all
  select format('%s: is published by %s, in a schema that is nobody''s', name, pubname) from published where schema = 'private'
  union all
  select format('%s: publishes every table to come', pubname) from pg_publication where puballtables
  order by 1;
$$;
commit;

begin;
set local search_path = public, extensions;
select plan(5);
select is_empty('select tests.published_tables_protected()', 'no finding');

create table faulty (id int primary key, token_hash text);
alter publication supabase_realtime add table faulty, private.call_tickets;
select results_eq(
  'select tests.published_tables_protected()',
  array[
    'private.call_tickets: is published by supabase_realtime with token_hash',
    'private.call_tickets: is published by supabase_realtime, and no policy lets anybody read it',
    'private.call_tickets: is published by supabase_realtime, in a schema that is nobody''s',
    'public.faulty: is published by supabase_realtime with token_hash',
    'public.faulty: is published by supabase_realtime without row level security'
  ],
  'unprotected tables, private ones and secrets are found');
alter publication supabase_realtime drop table private.call_tickets;
alter publication supabase_realtime drop table faulty;
alter publication supabase_realtime add table faulty (id);
alter table faulty enable row level security;
select results_eq(
  'select tests.published_tables_protected()',
  array['public.faulty: is published by supabase_realtime, and no policy lets anybody read it'],
  'and what is published for nobody');
create policy mend on faulty for select to authenticated using (true);
select is_empty('select tests.published_tables_protected()', 'a policy mends it');
create publication faulty_publication for all tables;
select set_has(
  'select tests.published_tables_protected()', $$values ('faulty_publication: publishes every table to come')$$,
  'publishing everything is found');

select * from finish();
rollback;
