-- Rights are granted by name, one by one: nothing comes by default, nobody gets all (docs/schema-checks.md).
begin;
create or replace function tests.grants_explicit() returns setof text
language sql stable set search_path = ''
as $$
  -- what is created tomorrow
  select format(
    'default privileges%s: %s may %s new %s', coalesce(' in ' || n.nspname, ''), coalesce(r.rolname, 'everybody'),
    lower(a.privilege_type),
    case d.defaclobjtype when 'r' then 'tables' when 'S' then 'sequences' when 'f' then 'functions' when 'T' then 'types' else 'schemas' end
  )
  from pg_default_acl d
  left join pg_namespace n on n.oid = d.defaclnamespace
  cross join lateral aclexplode(d.defaclacl) a
  left join pg_roles r on r.oid = a.grantee
  where (n.nspname in (select tests.our_schemas()) or (d.defaclnamespace = 0 and d.defaclrole = current_user::regrole))
    and d.defaclobjtype <> 'T'
    and (a.grantee = 0 or r.rolname in ('anon', 'authenticated', 'service_role'))
  union all
  select 'default privileges: everybody may execute new functions'
  where not exists (
    select 1 from pg_default_acl
    where defaclrole = current_user::regrole and defaclnamespace = 0 and defaclobjtype = 'f'
  )
  union all
  -- `grant all` gives what no API needs
  select format('%s: %s may %s', t.name, coalesce(r.rolname, 'everybody'), lower(a.privilege_type))
  from tests.relations t
  cross join lateral aclexplode(t.acl) a
  left join pg_roles r on r.oid = a.grantee
  where a.grantee = 0 or (
    r.rolname in ('anon', 'authenticated', 'service_role')
    and (a.privilege_type not in ('SELECT', 'INSERT', 'UPDATE', 'DELETE', 'USAGE') or a.is_grantable)
  )
  union all
  select format('schema %s: %s may create in it', n.nspname, r.rolname)
  from pg_namespace n, pg_roles r
  where n.nspname in (select tests.our_schemas()) and r.rolname in ('anon', 'authenticated', 'service_role')
    and has_schema_privilege(r.oid, n.oid, 'create')
  order by 1;
$$;
commit;

begin;
set local search_path = public, extensions;
select plan(6);
select is_empty('select tests.grants_explicit()', 'no finding');

create table faulty (id int);
grant all on faulty to authenticated;
select set_has(
  'select tests.grants_explicit()', $$values ('public.faulty: authenticated may truncate'), ('public.faulty: authenticated may trigger')$$,
  'grant all is found');
revoke all on faulty from authenticated;
grant select, insert, update, delete on faulty to authenticated;
select is_empty('select tests.grants_explicit()', 'naming rights mends it');
alter default privileges in schema public grant select on tables to authenticated;
grant create on schema private to service_role;
select results_eq(
  'select tests.grants_explicit()',
  array['default privileges in public: authenticated may select new tables', 'schema private: service_role may create in it'],
  'default privileges and rights to create are found');
alter default privileges in schema public revoke select on tables from authenticated;
revoke create on schema private from service_role;
select is_empty('select tests.grants_explicit()', 'revoking mends it');
alter default privileges grant execute on functions to public;
select results_eq(
  'select tests.grants_explicit()', array['default privileges: everybody may execute new functions'],
  'functions that everybody may execute are found before there are any');

select * from finish();
rollback;
