-- Notes: a person's own, which their agents add and change, and do not take away.
begin;
set local search_path = public, extensions;
select plan(15);

create temp table people as
  select tests.create_user('ada@example.test') as ada, tests.create_user('bob@example.test') as bob,
    gen_random_uuid() as org, gen_random_uuid() as other, '{"act": {"sub": "agent"}}'::jsonb as act;
grant select on people to authenticated;
insert into organizations (id, name) select org, 'Bakery' from people union all select other, 'Another' from people;
insert into memberships (organization_id, user_id, role)
  select org, ada, 'member' from people union all select org, bob, 'owner' from people union all select other, bob, 'owner' from people;

select tests.authenticate_as(ada) from people;
select lives_ok($$insert into notes (organization_id, text) select org, 'Flour' from people$$, 'a person makes notes');
select is((select array[by_agent::text, (user_id = ada)::text] from notes, people), array['false', 'true'], 'their own, by themselves');
select throws_ok(
  $$insert into notes (organization_id, text) select other, 'Flour' from people$$, '42501', null, 'in their organisations only');
select throws_ok(
  $$insert into notes (organization_id, user_id, text) select org, bob, 'Flour' from people$$, '42501', null, 'and in no other name');

select tests.authenticate_as(ada, act) from people;
select lives_ok($$insert into notes (organization_id, text) select org, 'Yeast' from people$$, 'their agent makes notes');
select results_eq('select text, by_agent from notes order by text', $$values ('Flour', false), ('Yeast', true)$$, 'which say so');
select lives_ok($$update notes set text = 'Rye flour' where text = 'Flour'$$, 'it changes notes');
select results_eq('select text, by_agent from notes order by text', $$values ('Rye flour', true), ('Yeast', true)$$, 'which say so then');
select is_empty('delete from notes returning id', 'it takes none away');
select throws_ok(
  $$insert into notes (organization_id, user_id, text) select org, bob, 'Flour' from people$$, '42501', null, 'and makes none for others');
select throws_ok($$update notes set by_agent = false$$, '42501', null, 'and does not say that it was the person');

select tests.authenticate_as(bob) from people;
select is_empty('select id from notes', 'nobody else sees them, owners neither');
select is_empty($$update notes set text = 'Mine' returning id$$, 'or changes them');

reset role;
delete from memberships using people where user_id = ada and organization_id = org;
select tests.authenticate_as(ada) from people;
select is_empty('select id from notes', 'nor the person, once they have left');
reset role;
select is((select count(*)::int from notes), 2, 'they are kept');

select * from finish();
rollback;
