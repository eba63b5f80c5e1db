-- One permissive policy for a table, role and action (docs/schema-checks.md).
begin;
create or replace function tests.one_permissive_policy() returns setof text
language sql stable set search_path = ''
as $$
  select format('%s: %s permissive policies for %s by %s', relation_name, count(*), action, role)
  from tests.policies
  where is_permissive
  group by relation_name, action, role
  having count(*) > 1
  order by 1;
$$;
commit;

begin;
set local search_path = public, extensions;
select plan(4);
select is_empty('select tests.one_permissive_policy()', 'no finding');

create table faulty (id uuid);
create policy one on faulty for select to authenticated using (true);
create policy two on faulty to public using (false);
select results_eq(
  'select tests.one_permissive_policy()',
  array['public.faulty: 2 permissive policies for select by authenticated'],
  'two are found, also where one is for all actions and everybody');
drop policy two on faulty;
create policy two on faulty as restrictive to authenticated using (false);
select is_empty('select tests.one_permissive_policy()', 'a restrictive one mends it');
create policy three on faulty for select to anon using (true);
select is_empty('select tests.one_permissive_policy()', 'another role is another matter');

select * from finish();
rollback;
