-- No row and no token makes a policy fail: it is true or false (docs/schema-checks.md).
begin;

-- What a policy may call. Everything else counts as able to fail, until somebody looked at it and put it here.
create or replace function tests.cannot_raise(p_function oid) returns boolean
language sql stable set search_path = ''
as $$
  select
    -- comparisons: members of an operator class of B-trees or hashes
    exists (
      select 1 from pg_amop m join pg_operator o on o.oid = m.amopopr join pg_am a on a.oid = m.amopmethod
      where o.oprcode = p_function and a.amname in ('btree', 'hash')
    )
    or exists (
      select 1 from pg_operator o join pg_operator n on n.oid = o.oprnegate
      join pg_amop m on m.amopopr = n.oid join pg_am a on a.oid = m.amopmethod
      where o.oprcode = p_function and a.amname in ('btree', 'hash')
    )
    or p_function::regprocedure::text in (
      -- reading JSON, for keys that are not there null
      'jsonb_object_field(jsonb,text)', 'jsonb_object_field_text(jsonb,text)', 'jsonb_exists(jsonb,text)',
      'jsonb_contains(jsonb,jsonb)', 'jsonb_typeof(jsonb)',
      'max(integer)', 'max(bigint)', 'max(timestamp with time zone)', 'count()', 'count("any")',
      'lower(text)', 'upper(text)', 'now()', 'arraycontains(anyarray,anyarray)', 'arrayoverlap(anyarray,anyarray)',
      -- The platform's: the claims of a token that was verified.
      'auth.uid()', 'auth.jwt()', 'auth.role()',
      -- Ours, by their bodies: selects that compare.
      'private.is_ai()', 'private.my_organization_ids(text[])'
    );
$$;

create or replace function tests.policies_cannot_raise() returns setof text
language sql stable set search_path = ''
as $$
  with trees as (
    select distinct relation_name, name, tree from tests.policies, unnest(array[using_tree, check_tree]) tree where tree is not null
  ),
  faults as (
    select relation_name, name, format('calls %s', call[1]::oid::regprocedure) as fault
    from trees, regexp_matches(tree, ':(?:funcid|opfuncid|aggfnoid|winfnoid) (\d+)', 'g') call
    where call[1] <> '0' and not tests.cannot_raise(call[1]::oid)
    union
    -- A cast by way of text (of all nodes only CoerceViaIO has these fields in a row); into text it always works.
    select relation_name, name, format('casts into %s', format_type(cast_[1]::oid, null))
    from trees, regexp_matches(tree, ' :resulttype (\d+) :resultcollid \d+ :coerceformat', 'g') cast_
    where cast_[1]::oid::regtype not in ('text'::regtype, 'character varying'::regtype)
    union
    select relation_name, name, 'casts into a domain' from trees where tree ~ '\{COERCETODOMAIN '
    union
    select relation_name, name, 'uses an expression of SQL/JSON or XML' from trees where tree ~ '\{(JSON|XML)\w* '
    union
    -- more than one row where one value is wanted
    select relation_name, name, 'takes one value of a subselect that may find several'
    from trees, regexp_matches(
      tree, ':subLinkType 4 .*?:hasAggs (\w+) .*?:hasTargetSRFs (\w+) .*?:rtable (.)', 'g'
    ) subselect
    where subselect[2] = 'true' or (subselect[3] <> '<' and subselect[1] <> 'true')
  )
  select format('%s, "%s": %s', relation_name, name, fault) from faults order by 1;
$$;
commit;

begin;
set local search_path = public, extensions;
select plan(15);
select is_empty('select tests.policies_cannot_raise()', 'no finding');

create table faulty (id uuid, name text, size int, parts int, place public.calls);
create policy fault on faulty for select to authenticated using (size / parts > 1);
select results_eq(
  'select tests.policies_cannot_raise()', array['public.faulty, "fault": calls int4div(integer,integer)'],
  'division is found: it may be by zero');
alter policy fault on faulty using (size > parts);
select is_empty('select tests.policies_cannot_raise()', 'comparing mends it');

alter policy fault on faulty using (id = ((select auth.jwt()) ->> 'organization')::uuid);
select results_eq(
  'select tests.policies_cannot_raise()', array['public.faulty, "fault": casts into uuid'],
  'a claim that is cast is found: it may be anything');
alter policy fault on faulty using (id::text = (select auth.jwt()) ->> 'organization');
select is_empty('select tests.policies_cannot_raise()', 'comparing as text mends it');
alter policy fault on faulty using (id = any (string_to_array(name, ',')::uuid[]));
select set_has(
  'select tests.policies_cannot_raise()', $$values ('public.faulty, "fault": casts into uuid')$$, 'so is a cast of each element');
alter policy fault on faulty using ((size::text)::uuid = id);
select results_eq(
  'select tests.policies_cannot_raise()', array['public.faulty, "fault": casts into uuid'], 'and one around another');
alter policy fault on faulty using (name::int > 3);
select results_eq(
  'select tests.policies_cannot_raise()', array['public.faulty, "fault": casts into integer'], 'and one of a column');
alter policy fault on faulty using (size::bigint * 2 > 3);
select isnt_empty('select tests.policies_cannot_raise()', 'reckoning may overflow');

alter policy fault on faulty using (id = (select organization_id from memberships where user_id = (select auth.uid())));
select results_eq(
  'select tests.policies_cannot_raise()',
  array['public.faulty, "fault": takes one value of a subselect that may find several'],
  'a subselect that works until there are two rows is found');
alter policy fault on faulty using (id = (select private.my_organization_ids()));
select isnt_empty('select tests.policies_cannot_raise()', 'and a function that answers several');
alter policy fault on faulty using (id = any (array(select private.my_organization_ids())) and size = (select max(parts) from faulty));
select is_empty('select tests.policies_cannot_raise()', 'an array and an aggregate mend it');
alter policy fault on faulty using (size = (select sum(parts) from faulty));
select results_eq(
  'select tests.policies_cannot_raise()', array['public.faulty, "fault": calls sum(integer)'], 'what nobody looked at yet is found');
alter policy fault on faulty using (id in (select organization_id from memberships where role <> name));
select is_empty('select tests.policies_cannot_raise()', 'in takes as many as there are');
drop policy fault on faulty;
create policy fault on faulty for insert to authenticated with check (substring(name from size) = 'x');
select isnt_empty('select tests.policies_cannot_raise()', 'checks are looked at too');

select * from finish();
rollback;
