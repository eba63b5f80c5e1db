-- No index that another one makes needless (docs/schema-checks.md).
begin;
create or replace function tests.indexes_distinct() returns setof text
language sql stable set search_path = ''
as $$
  with indexes as (
    select i.indexrelid, i.indexrelid::regclass as name, i.indrelid, i.indisunique, i.indnkeyatts, i.indexprs is not null as computes,
      -- vectors begin at 0, slices at 1
      (i.indkey::int2[])[0:i.indnkeyatts - 1] as columns, (i.indclass::oid[])[0:i.indnkeyatts - 1] as classes,
      (i.indoption::int2[])[0:i.indnkeyatts - 1] as options,
      coalesce(pg_get_expr(i.indpred, i.indrelid), '') as predicate, coalesce(pg_get_expr(i.indexprs, i.indrelid), '') as expressions,
      c.relam
    from pg_index i join pg_class c on c.oid = i.indexrelid join tests.relations r on r.oid = i.indrelid
  )
  select format('%s: is covered by %s', a.name, b.name)
  from indexes a
  join indexes b on b.indrelid = a.indrelid and b.indexrelid <> a.indexrelid and b.relam = a.relam and b.predicate = a.predicate
  where not (a.indisunique and not (b.indisunique and b.indnkeyatts = a.indnkeyatts))
    and (
      -- the same
      ((b.columns, b.classes, b.options, b.expressions) = (a.columns, a.classes, a.options, a.expressions)
        and (b.indisunique and not a.indisunique or (b.indisunique = a.indisunique and a.indexrelid > b.indexrelid)))
      -- or the beginning of a longer B-tree
      or (a.indnkeyatts < b.indnkeyatts and not a.computes and not b.computes
        and a.relam = (select oid from pg_am where amname = 'btree')
        and b.columns[1:a.indnkeyatts] = a.columns
        and b.classes[1:a.indnkeyatts] = a.classes
        and b.options[1:a.indnkeyatts] = a.options)
    )
  order by 1;
$$;
commit;

begin;
set local search_path = public, extensions;
select plan(6);
select is_empty('select tests.indexes_distinct()', 'no finding');

create table faulty (id int primary key, a int, b int, c text);
create index faulty_one on faulty (a);
create index faulty_two on faulty (a);
select results_eq(
  'select tests.indexes_distinct()', array['public.faulty_two: is covered by public.faulty_one'], 'the same index again is found');
drop index faulty_two;
create index faulty_long on faulty (a, b);
select results_eq(
  'select tests.indexes_distinct()', array['public.faulty_one: is covered by public.faulty_long'], 'the beginning of a longer one is found');
drop index faulty_one;
select is_empty('select tests.indexes_distinct()', 'dropping it mends it');
create index faulty_id on faulty (id);
select results_eq(
  'select tests.indexes_distinct()', array['public.faulty_id: is covered by public.faulty_pkey'], 'a primary key has its index');
drop index faulty_id;
create unique index faulty_unique on faulty (a);
create index faulty_some on faulty (a) where b > 0;
create index faulty_back on faulty (a desc);
create index faulty_text on faulty (lower(c));
create index faulty_text2 on faulty (upper(c));
select is_empty('select tests.indexes_distinct()', 'unique ones, partial ones, other orders and expressions are others');

select * from finish();
rollback;
