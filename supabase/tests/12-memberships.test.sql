-- Rules that hold whoever writes: here the service does, which no policy holds back.
begin;
set local search_path = public, extensions;
select plan(33);

create temp table people as
  select tests.create_user('ada@example.test') as ada, tests.create_user('bob@example.test') as bob,
    tests.create_user('cleo@example.test') as cleo, tests.create_user('eve@example.test') as eve;
grant select on people to authenticated, service_role;
select tests.authenticate_as(ada) from people;
create temp table places as
  select s.id as shop, o.id as home from create_organization('Corner Bakery') s, organizations o where o.personal_of = auth.uid();
grant select on places to authenticated, service_role;

select tests.authenticate_as_service();
insert into memberships (organization_id, user_id, role) select shop, bob, 'member' from places, people;

-- the last owner
select throws_ok(
  $$update memberships set role = 'admin' from people, places where organization_id = shop and user_id = ada$$,
  'PT409', 'last_owner', 'the last owner does not become an admin');
select throws_ok(
  $$delete from memberships using people, places where organization_id = shop and user_id = ada$$,
  'PT409', 'last_owner', 'nor leave');
select throws_ok(
  $$update memberships set user_id = cleo, role = 'member' from people, places where organization_id = shop and user_id = ada$$,
  'PT409', 'last_owner', 'nor turn into another person');
select throws_ok(
  $$update memberships set organization_id = (select id from organizations where personal_of is null and id <> shop limit 1) from people, places where organization_id = shop and user_id = ada$$,
  'PT409', 'last_owner', 'nor be moved elsewhere');
select lives_ok(
  $$update memberships set role = 'owner' from people, places where organization_id = shop and user_id = ada$$, 'staying an owner is no change');
reset role;
select throws_ok(
  $$delete from auth.users using people where id = ada$$, 'PT409', 'last_owner', 'the account of the last owner stays while the organisation does');
select isnt_empty($$select 1 from memberships, people, places where organization_id = shop and user_id = ada$$, 'with everything of theirs');
select tests.authenticate_as_service();
select lives_ok(
  $$update memberships set role = 'owner' from people, places where organization_id = shop and user_id = bob$$, 'there may be two owners');
select lives_ok(
  $$update memberships set role = 'member' from people, places where organization_id = shop and user_id = ada$$, 'one of two owners may go');
select throws_ok(
  $$delete from memberships using places where organization_id = shop$$, 'PT409', 'last_owner', 'all at once may not');
update memberships set role = 'owner' from people, places where organization_id = shop and user_id = ada;

-- the personal organisation
select throws_ok(
  $$insert into memberships (organization_id, user_id, role) select home, bob, 'member' from people, places$$,
  'PT409', 'organization_personal', 'nobody joins a personal organisation');
select throws_ok(
  $$update memberships set organization_id = home from people, places where organization_id = shop and user_id = bob$$,
  'PT409', 'organization_personal', 'or is moved into it');
select throws_ok(
  $$delete from memberships using people, places where organization_id = home$$, 'PT409', 'last_owner', 'nobody leaves their own');
select throws_ok(
  $$update memberships set role = 'member' from places where organization_id = home$$, 'PT409', 'last_owner', 'or is less than its owner');
select throws_ok(
  $$insert into memberships (organization_id, user_id, role) select shop, cleo, 'boss' from people, places$$, '23514', null, 'there are three roles');

-- what is announced
reset role;
create temp table versions as select memberships_version as of_bob from profiles, people where id = bob;
grant select on versions to service_role;
create temp table rows_before as select organizations.ctid as tuple from organizations, places where id = shop;
grant select on rows_before to service_role;
select tests.authenticate_as_service();
insert into memberships (organization_id, user_id, role) select shop, cleo, 'member' from places, people;
select is((select memberships_version from profiles, people where id = cleo), 3, 'who joins hears it');
update memberships set role = 'admin' from people, places where organization_id = shop and user_id = cleo;
select is((select memberships_version from profiles, people where id = cleo), 4, 'whose role changes hears it');
delete from memberships using people, places where organization_id = shop and user_id = cleo;
select is((select memberships_version from profiles, people where id = cleo), 5, 'who is taken out hears it');
select is((select memberships_version from profiles, people where id = bob), (select of_bob from versions), 'others'' profiles say nothing of it');
select isnt((select organizations.ctid from organizations, places where id = shop), (select tuple from rows_before), 'their members hear it by the organisation');

-- who sees memberships, and who writes none
select tests.authenticate_as(bob) from people;
select is((select count(*)::int from memberships, places where organization_id = shop), 2, 'members see who is in their organisation');
select is_empty($$select 1 from memberships, places where organization_id = home$$, 'and nobody else''s');
select throws_ok($$insert into memberships (organization_id, user_id, role) select shop, eve, 'member' from people, places$$, '42501', null, 'an owner inserts no membership');
select throws_ok($$update memberships set role = 'member'$$, '42501', null, 'changes none');
select throws_ok($$delete from memberships$$, '42501', null, 'and deletes none, but by the functions');
select tests.authenticate_as(eve) from people;
select is_empty($$select 1 from memberships, places where organization_id = shop$$, 'a stranger sees none');
select is_empty($$select 1 from organizations, places where id = shop$$, 'nor the organisation');
select tests.authenticate_as_anon();
select throws_ok('select * from memberships', '42501', null, 'nor does anon');

-- deleting accounts and organisations
reset role;
select lives_ok($$delete from auth.users using people where id = bob$$, 'an owner''s account goes where another owner stays');
select is((select count(*)::int from memberships, places where organization_id = shop), 1, 'with their membership');
select is_empty($$select 1 from organizations, people where personal_of = bob$$, 'and their personal organisation, though they were its last owner');
select lives_ok($$delete from organizations where id = (select shop from places)$$, 'an organisation goes with its last owner''s membership');
select lives_ok($$delete from auth.users using people where id = ada$$, 'and then the account goes, with its personal organisation');

select * from finish();
rollback;
