-- Policies call functions that depend on the session once a statement, not once a row (docs/schema-checks.md).
begin;
create or replace function tests.policies_evaluate_once() returns setof text
language sql stable set search_path = ''
as $$
  with expressions as (
    select distinct relation_name, name, unnest(array[using_sql, check_sql]) as expression from tests.policies
  ),
  -- without the subselects that call one function with constants: those run once
  unwrapped as (
    select relation_name, name, regexp_replace(
      expression,
      '\( ?SELECT [a-z_]\w*\.\w+\((?:''[^'']*''|::[a-z ]+(?:\[\])?|ARRAY|NULL|true|false|[0-9., \[\]])*\) AS \w+\)', '', 'g'
    ) as expression
    from expressions
  )
  select distinct format('%s, "%s": %s() is called for each row', relation_name, name, call[1])
  from unwrapped, regexp_matches(expression, '\m([a-z_]\w*\.\w+|current_setting)\(', 'g') call
  where call[1] = 'current_setting' or exists (
    select 1 from pg_proc p join pg_namespace n on n.oid = p.pronamespace
    where n.nspname || '.' || p.proname = call[1] and p.provolatile <> 'i'
  )
  order by 1;
$$;
commit;

begin;
set local search_path = public, extensions;
select plan(7);
select is_empty('select tests.policies_evaluate_once()', 'no finding');

create table faulty (id uuid, name text);
create policy fault on faulty for select to authenticated using (id = auth.uid());
select results_eq(
  'select tests.policies_evaluate_once()', array['public.faulty, "fault": auth.uid() is called for each row'],
  'a bare function of the session is found');
alter policy fault on faulty using (id = (select auth.uid()) or exists (select from memberships m where m.user_id = auth.uid()));
select isnt_empty('select tests.policies_evaluate_once()', 'in a subselect that reads rows too');
alter policy fault on faulty using (id in (select private.my_organization_ids(array[name])));
select results_eq(
  'select tests.policies_evaluate_once()',
  array['public.faulty, "fault": private.my_organization_ids() is called for each row'],
  'a subselect does not help where the row is handed over');
alter policy fault on faulty using (id::text = current_setting('request.id', true));
select isnt_empty('select tests.policies_evaluate_once()', 'settings are of the session too');
drop policy fault on faulty;
create policy fault on faulty for insert to authenticated with check (private.is_ai());
select isnt_empty('select tests.policies_evaluate_once()', 'also in checks');
drop policy fault on faulty;
create policy mend on faulty for all to authenticated
  using (id = (select auth.uid()) and not (select private.is_ai()) and lower(name) = 'x')
  with check (id = any (array(select private.my_organization_ids(array['owner', 'admin']))));
select is_empty('select tests.policies_evaluate_once()', 'subselects mend it');

select * from finish();
rollback;
