begin;
set local search_path = public, extensions;
select plan(8);

create temp table people as
  select tests.create_user('ada@example.test') as ada, tests.create_user('bob@example.test') as bob;
grant select on people to authenticated;
select tests.authenticate_as(ada) from people;
create temp table places as select id as home from create_organization('Corner Bakery');
grant select on places to authenticated;
insert into agents (organization_id, name, instructions, status) select home, 'Robin', 'Hi', 'published' from places;
reset role;
insert into memberships (organization_id, user_id, role) select home, bob, 'member' from people, places;

select tests.authenticate_as(bob) from people;
select is((select count(*)::int from agents), 2, 'a member sees the organisation''s agents beside their own');
select is_empty(
  $$update agents set name = 'Mine' where organization_id = (select home from places) returning id$$,
  'a member does not change the organisation''s agents');
select throws_ok(
  $$insert into agents (organization_id, name, instructions) select home, 'Eve', 'Hi' from places$$, '42501', null,
  'a member does not make agents for the organisation');
select lives_ok(
  $$insert into agents (organization_id, name, instructions) select id, 'Eve', 'Hi' from organizations where personal_of = auth.uid()$$,
  'everyone makes agents in their personal organisation');
select is((select created_by from agents where name = 'Eve'), (select bob from people), 'who made an agent is remembered');
select throws_ok(
  $$insert into agents (organization_id, name, instructions, created_by) select id, 'Eve', 'Hi', (select ada from people) from organizations where personal_of = auth.uid()$$,
  '42501', null, 'nobody makes an agent in another''s name');

select tests.authenticate_as(ada) from people;
select isnt_empty($$update agents set name = 'Wren' where organization_id = (select home from places) returning id$$, 'an owner changes the agents');
select throws_ok($$update agents set tools = '{}'$$, '23514', null, 'tools are a list');

select * from finish();
rollback;
