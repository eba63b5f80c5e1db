-- Row level security has no gap between grants and policies (docs/schema-checks.md).
begin;
create or replace function tests.row_level_security() returns setof text
language sql stable set search_path = ''
as $$
  select format('%s: has no row level security', name) from tests.relations where kind in ('r', 'p') and not has_rls
  union all
  -- what is granted and can find no row is a mistake on one side or the other
  select format('%s: %s may %s, and no policy lets them', relation_name, role, action)
  from tests.grants g
  where kind in ('r', 'p') and has_rls and not exists (
    select 1 from tests.policies p
    where p.relation = g.relation and p.action = g.action and p.role = g.role and p.is_permissive
  )
  union all
  select format('%s, "%s": is for %s, which %s may not', relation_name, name, action, role)
  from tests.policies p
  where not exists (
    select 1 from tests.grants g where g.relation = p.relation and g.action = p.action and g.role = p.role
  )
  union all
  select distinct format('%s, "%s": is a policy without row level security', relation_name, name) from tests.policies where not has_rls
  union all
  -- views read as their owner unless they say otherwise; what is stored or foreign has no policies at all
  select distinct format('%s: %s may read it, and no policy holds there', r.name, g.role)
  from tests.relations r join tests.grants g on g.relation = r.oid
  where r.kind in ('m', 'f') or (r.kind = 'v' and not r.options && array['security_invoker=true', 'security_invoker=on'])
  order by 1;
$$;
commit;

begin;
set local search_path = public, extensions;
select plan(8);
select is_empty('select tests.row_level_security()', 'no finding');

create table faulty (id int);
create policy fault on faulty for select to authenticated using (true);
select results_eq(
  'select tests.row_level_security()',
  array[
    'public.faulty, "fault": is a policy without row level security',
    'public.faulty, "fault": is for select, which authenticated may not',
    'public.faulty: has no row level security'
  ],
  'a table without it is found, and a policy that does nothing');
alter table faulty enable row level security;
grant select on faulty to authenticated;
select is_empty('select tests.row_level_security()', 'security, a grant and a policy mend it');
grant update (id) on faulty to authenticated;
select results_eq(
  'select tests.row_level_security()', array['public.faulty: authenticated may update, and no policy lets them'],
  'what is granted without a policy is found, column by column');
create policy update_fault on faulty as restrictive for update to authenticated using (true);
select isnt_empty('select tests.row_level_security()', 'a restrictive policy lets nobody');
drop policy update_fault on faulty;
create policy mend on faulty for update to authenticated using (true) with check (true);
select is_empty('select tests.row_level_security()', 'a permissive one does');

create view faulty_view as select * from calls;
create materialized view faulty_copy as select 1 as id;
grant select on faulty_view, faulty_copy to authenticated;
select results_eq(
  'select tests.row_level_security()',
  array[
    'public.faulty_copy: authenticated may read it, and no policy holds there',
    'public.faulty_view: authenticated may read it, and no policy holds there'
  ],
  'views that read as their owner are found, and stored ones');
alter view faulty_view set (security_invoker = true);
revoke all on faulty_copy from authenticated;
select is_empty('select tests.row_level_security()', 'reading as the caller mends it');

select * from finish();
rollback;
