-- Nobody gives a row to another, or takes one (docs/schema-checks.md).
begin;
create or replace function tests.ownership_checked() returns setof text
language sql stable set search_path = ''
as $$
  -- columns that say whose a row is: by their names, or because they refer to people and organisations
  with owning as (
    select r.oid as relation, a.attname, a.attnum
    from tests.relations r
    join pg_attribute a on a.attrelid = r.oid and a.attnum > 0 and not a.attisdropped
    where r.kind in ('r', 'p') and (
      a.attname ~ '^(user|owner|organization|account|tenant|member|profile)(_id)?$|^(personal|visible)_|_(by|of|owner)$'
      or exists (
        select 1 from pg_constraint c
        where c.conrelid = r.oid and c.contype = 'f' and a.attnum = any (c.conkey)
          and c.confrelid in ('auth.users'::regclass, 'public.organizations'::regclass, 'public.profiles'::regclass)
      )
    )
  )
  select distinct format('%s.%s: %s may %s it, and "%s" does not look', p.relation_name, o.attname, p.role, p.action, p.name)
  from owning o
  join tests.policies p on p.relation = o.relation and p.is_permissive
  where p.action in ('insert', 'update') and has_column_privilege(p.role, o.relation, o.attnum, p.action)
    and coalesce(p.check_sql, p.using_sql, '') !~ format('\m%s\M', o.attname)
  order by 1;
$$;
commit;

begin;
set local search_path = public, extensions;
select plan(6);
select is_empty('select tests.ownership_checked()', 'no finding');

create table faulty (id int, organization_id uuid, made_for uuid references auth.users (id), name text);
grant insert, update on faulty to authenticated;
create policy fault on faulty to authenticated
  using (organization_id = any (array(select private.my_organization_ids()))) with check (name <> '');
select results_eq(
  'select tests.ownership_checked()',
  array[
    'public.faulty.made_for: authenticated may insert it, and "fault" does not look',
    'public.faulty.made_for: authenticated may update it, and "fault" does not look',
    'public.faulty.organization_id: authenticated may insert it, and "fault" does not look',
    'public.faulty.organization_id: authenticated may update it, and "fault" does not look'
  ],
  'columns that say whose a row is are found where no check names them');
revoke insert, update on faulty from authenticated;
grant insert (id, organization_id, name), update (name) on faulty to authenticated;
select results_eq(
  'select tests.ownership_checked()',
  array['public.faulty.organization_id: authenticated may insert it, and "fault" does not look'],
  'naming the columns that may be written mends most of it');
alter policy fault on faulty with check (organization_id = any (array(select private.my_organization_ids())));
select is_empty('select tests.ownership_checked()', 'a check mends the rest');
grant update (organization_id) on faulty to authenticated;
select is_empty('select tests.ownership_checked()', 'for updates too');
create policy fault2 on faulty for update to authenticated using (true);
select isnt_empty('select tests.ownership_checked()', 'but each policy that lets through must look');

select * from finish();
rollback;
