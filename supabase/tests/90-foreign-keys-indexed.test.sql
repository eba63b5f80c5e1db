-- Foreign keys have an index that begins with their columns (docs/schema-checks.md).
begin;
create or replace function tests.foreign_keys_indexed() returns setof text
language sql stable set search_path = ''
as $$
  select format('%s: no index begins with the columns of %s', c.conrelid::regclass, c.conname)
  from pg_constraint c
  join tests.relations r on r.oid = c.conrelid
  where c.contype = 'f' and not exists (
    select 1 from pg_index i
    where i.indrelid = c.conrelid and i.indisvalid and i.indnkeyatts >= cardinality(c.conkey)
      and (i.indkey::int2[])[0:cardinality(c.conkey) - 1] @> c.conkey
      -- a partial index serves where it has every row that refers to something
      and (i.indpred is null or pg_get_expr(i.indpred, i.indrelid) = (
        select string_agg(format('(%I IS NOT NULL)', a.attname), '')
        from pg_attribute a where a.attrelid = c.conrelid and a.attnum = any (c.conkey)
      ))
  )
  order by 1;
$$;
commit;

begin;
set local search_path = public, extensions;
select plan(6);
select is_empty('select tests.foreign_keys_indexed()', 'no finding');

create table faulty (id int primary key, call_id uuid references calls (id), agent uuid, organization uuid);
select results_eq(
  'select tests.foreign_keys_indexed()',
  array['public.faulty: no index begins with the columns of faulty_call_id_fkey'], 'a foreign key without an index is found');
create index mend on faulty (agent, call_id);
select isnt_empty('select tests.foreign_keys_indexed()', 'an index that only contains it is none');
create index mend2 on faulty (call_id) where agent is not null;
select isnt_empty('select tests.foreign_keys_indexed()', 'nor is one of some rows');
create index mend3 on faulty (call_id) where call_id is not null;
select is_empty('select tests.foreign_keys_indexed()', 'one of all rows that refer to something mends it');
alter table faulty add foreign key (organization, agent) references agents (organization_id, id);
create index mend4 on faulty (agent, organization, id);
select is_empty('select tests.foreign_keys_indexed()', 'of several columns in any order');

select * from finish();
rollback;
