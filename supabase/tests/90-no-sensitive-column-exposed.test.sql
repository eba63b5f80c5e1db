-- Tokens, secrets, hashes and passwords are read by nobody through the API (docs/schema-checks.md).
begin;
create or replace function tests.is_sensitive_name(p_name text) returns boolean
language sql immutable set search_path = ''
as $$
  select p_name ~* '(^|_)(token|secrets?|hash|password|passwd|passphrase|credentials?|api_?key|private_?key|signing_?key|salt|otp)(_|$)';
$$;

create or replace function tests.no_sensitive_column_exposed() returns setof text
language sql stable set search_path = ''
as $$
  select format('%s.%s: %s may read it', r.name, a.attname, g.role)
  from tests.relations r
  join pg_attribute a on a.attrelid = r.oid and a.attnum > 0 and not a.attisdropped
  cross join unnest(array['anon', 'authenticated']::name[]) g (role)
  where r.kind <> 'S' and tests.is_sensitive_name(a.attname) and has_column_privilege(g.role, r.oid, a.attnum, 'select')
  union all
  select format('%s: returns %s to %s', f.name, argument.name, g.role)
  from tests.functions f
  cross join lateral unnest(f.argument_names, f.argument_modes) argument (name, mode)
  cross join unnest(array['anon', 'authenticated']::name[]) g (role)
  where argument.mode in ('o', 'b', 't') and tests.is_sensitive_name(argument.name)
    and has_function_privilege(g.role, f.oid, 'execute')
  order by 1;
$$;
commit;

begin;
set local search_path = public, extensions;
select plan(6);
select is_empty('select tests.no_sensitive_column_exposed()', 'no finding');

create table faulty (id int, api_key text, tokens_per_minute int, hashtag text);
grant select on faulty to authenticated;
select results_eq(
  'select tests.no_sensitive_column_exposed()', array['public.faulty.api_key: authenticated may read it'],
  'a key that comes with the table is found, and nothing that only sounds like one');
revoke select on faulty from authenticated;
grant select (id, tokens_per_minute, hashtag) on faulty to authenticated;
select is_empty('select tests.no_sensitive_column_exposed()', 'naming columns mends it');

create function faulty(out id int, out reset_token text) language sql set search_path = '' as $$select 1, 'x'$$;
grant execute on function faulty() to authenticated;
select results_eq(
  'select tests.no_sensitive_column_exposed()', array['public.faulty(): returns reset_token to authenticated'],
  'a function that answers one is found');
revoke execute on function faulty() from authenticated;
select is_empty('select tests.no_sensitive_column_exposed()', 'it is the server''s then');
grant select on call_segments to authenticated;
alter table call_segments add column worker_secret text;
select isnt_empty('select tests.no_sensitive_column_exposed()', 'a column that is added to a table is found');

select * from finish();
rollback;
