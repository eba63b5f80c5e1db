-- What functions raise has a status for the API (docs/schema-checks.md).
begin;
create or replace function tests.errors_coded() returns setof text
language sql stable set search_path = ''
as $$
  select distinct format('%s: %s has no errcode of ours', name, quote_literal(left(raised[1], 60)))
  from tests.functions, regexp_matches(source, '\mraise\s+(?:exception\s+)?(''[^;]*);', 'gi') raised
  where raised[1] !~* '\merrcode\s*=\s*''PT4\d\d'''
  order by 1;
$$;
commit;

begin;
set local search_path = public, extensions;
select plan(4);
select is_empty('select tests.errors_coded()', 'no finding');

create function private.faulty() returns void language plpgsql set search_path = ''
  as $$begin raise notice 'hello'; raise exception 'call_not_found'; end$$;
select results_eq(
  'select tests.errors_coded()', array[$$private.faulty(): '''call_not_found''' has no errcode of ours$$],
  'an error without a code is found: the API would answer 400');
create or replace function private.faulty() returns void language plpgsql set search_path = ''
  as $$begin raise exception 'call_not_found' using errcode = 'P0001'; end$$;
select isnt_empty('select tests.errors_coded()', 'so is one with a code of the database');
create or replace function private.faulty() returns void language plpgsql set search_path = ''
  as $$begin raise exception 'call_not_found' using errcode = 'PT404', hint = 'Look elsewhere.'; end$$;
select is_empty('select tests.errors_coded()', 'one of ours mends it');

select * from finish();
rollback;
