-- What the schema checks (90-*.test.sql, docs/schema-checks.md) look at. Stays in the database like 00-setup.
begin;

-- The schemas that our migrations fill.
create or replace function tests.our_schemas() returns setof name
language sql immutable set search_path = ''
as $$
  select unnest(array['public', 'private', 'ai', 'llm', 'router']::name[]);
$$;

-- Our tables and views, and whatever else may be granted like one.
create or replace view tests.relations as
  select c.oid, c.oid::regclass as name, n.nspname as schema, c.relkind as kind, c.relrowsecurity as has_rls, c.relacl as acl,
    c.relowner as owner, coalesce(c.reloptions, '{}') as options
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where n.nspname in (select tests.our_schemas()) and c.relkind in ('r', 'p', 'v', 'm', 'f', 'S')
    and not exists (select 1 from pg_depend d where d.objid = c.oid and d.classid = 'pg_class'::regclass and d.deptype = 'e');

create or replace view tests.functions as
  select p.oid, p.oid::regprocedure as name, n.nspname as schema, p.prosecdef as is_definer, p.proconfig as settings,
    p.prosrc as source, p.proargnames as argument_names, p.proargmodes as argument_modes
  from pg_proc p join pg_namespace n on n.oid = p.pronamespace
  where n.nspname in (select tests.our_schemas())
    and not exists (select 1 from pg_depend d where d.objid = p.oid and d.classid = 'pg_proc'::regclass and d.deptype = 'e');

-- Our policies, a row for each action and role that one is for. `public` is everybody whom policies bind.
create or replace view tests.policies as
  select p.oid, p.polname as name, p.polrelid as relation, p.polrelid::regclass as relation_name, r.schema, r.has_rls,
    p.polpermissive as is_permissive, a.action, g.role,
    pg_get_expr(p.polqual, p.polrelid) as using_sql, pg_get_expr(p.polwithcheck, p.polrelid) as check_sql,
    p.polqual::text as using_tree, p.polwithcheck::text as check_tree
  from pg_policy p
  join tests.relations r on r.oid = p.polrelid
  cross join lateral unnest(case p.polcmd
    when 'r' then array['select'] when 'a' then array['insert'] when 'w' then array['update'] when 'd' then array['delete']
    else array['select', 'insert', 'update', 'delete']
  end) a (action)
  cross join lateral (
    select rolname as role from pg_roles where oid = any (p.polroles)
    union
    select unnest(array['anon', 'authenticated']::name[]) where 0 = any (p.polroles)
  ) g;

-- What people, signed in or not, may do with our relations: with all of it or with a column.
create or replace view tests.grants as
  select r.oid as relation, r.name as relation_name, r.schema, r.kind, r.has_rls, g.role, a.action
  from tests.relations r
  cross join unnest(array['anon', 'authenticated']::name[]) g (role)
  cross join unnest(array['select', 'insert', 'update', 'delete']) a (action)
  where r.kind <> 'S' and (
    has_table_privilege(g.role, r.oid, a.action)
    or (a.action <> 'delete' and has_any_column_privilege(g.role, r.oid, a.action))
  );

commit;

begin;
set local search_path = public, extensions;
select plan(2);

-- A schema that nobody has put on the list would not be looked at.
select is_empty($$
  select nspname from pg_namespace
  where nspname not in (select tests.our_schemas()) and nspname !~ '^(pg_|_?supabase|_?realtime|_analytics)' and nspname not in (
    'information_schema', 'tests', 'auth', 'storage', 'extensions', 'graphql', 'graphql_public', 'vault', 'cron', 'net', 'pgmq',
    'pgbouncer', 'pgsodium', 'lite'
  )
$$, 'every schema is ours or the platform''s');
select ok((select count(*) from tests.relations where name::text ~ 'calls$') > 0, 'there is something to look at');

select * from finish();
rollback;
