-- What people may write, agents that act for them may not, unless that is declared (docs/schema-checks.md).
begin;

-- Tables into which an agent may write for its person, with the action.
create or replace function tests.agents_may_write() returns table (relation text, action text)
language sql immutable set search_path = ''
as $$
  values ('public.notes', 'insert'), ('public.notes', 'update');
$$;

create or replace function tests.agents_held() returns setof text
language sql stable set search_path = ''
as $$
  select format('%s: an agent may %s what its person may', g.relation_name, g.action)
  from tests.grants g
  where g.role = 'authenticated' and g.action <> 'select' and g.kind in ('r', 'p')
    and (g.relation_name::text, g.action) not in (select relation, action from tests.agents_may_write())
    and not exists (
      select 1 from tests.policies p
      where p.relation = g.relation and p.action = g.action and p.role = g.role and not p.is_permissive
        and regexp_replace(case when g.action = 'insert' then p.check_sql else p.using_sql end, '[\s()]', '', 'g')
          = 'NOTSELECTprivate.is_aiASis_ai'
    )
  order by 1;
$$;
commit;

begin;
set local search_path = public, extensions;
select plan(5);
select is_empty('select tests.agents_held()', 'no finding');

create table faulty (id int);
grant insert, update, delete on faulty to authenticated;
select results_eq(
  'select tests.agents_held()',
  array[
    'public.faulty: an agent may delete what its person may',
    'public.faulty: an agent may insert what its person may',
    'public.faulty: an agent may update what its person may'
  ],
  'a table that people may write is found');
create policy mend on faulty to authenticated using (not (select private.is_ai()));
select isnt_empty('select tests.agents_held()', 'a permissive policy does not hold what another lets through');
drop policy mend on faulty;
create policy mend on faulty as restrictive to authenticated using (not (select private.is_ai()) or id > 3);
select isnt_empty('select tests.agents_held()', 'nor does one with a way out');
drop policy mend on faulty;
create policy mend on faulty as restrictive to authenticated
  using (not (select private.is_ai())) with check (not (select private.is_ai()));
select is_empty('select tests.agents_held()', 'a restrictive one mends it');

select * from finish();
rollback;
