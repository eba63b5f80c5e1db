begin;
set local search_path = public, extensions;
select plan(9);

create temp table people as
  select tests.create_user('ada@example.test') as ada, tests.create_user('bob@example.test') as bob;
grant select on people to authenticated, anon;

select tests.authenticate_as(ada) from people;
select results_eq(
  'select display_name, plan from profiles', $$values ('ada', 'free')$$,
  'a new user has a profile on the free plan, and sees no other profile');
select results_eq(
  $$select o.name, m.role from organizations o join memberships m on m.organization_id = o.id$$, $$values ('ada', 'owner')$$,
  'a new user owns a personal organisation, and sees no other');
select results_eq(
  'select name, status from agents', $$values ('Robin', 'published')$$,
  'a new user has an agent to talk to');
select lives_ok($$update profiles set display_name = 'Ada'$$, 'users change their name');
select throws_ok($$update profiles set plan = 'pro'$$, '42501', null, 'users do not change their plan');
select throws_ok(
  $$insert into memberships (organization_id, user_id, role) select id, auth.uid(), 'owner' from organizations$$, '42501', null,
  'users do not make memberships');
select throws_ok($$delete from organizations$$, '42501', null, 'users do not delete organisations');

select tests.authenticate_as_anon();
select throws_ok('select * from profiles', '42501', null, 'anon reads no profiles');
select throws_ok('select * from organizations', '42501', null, 'anon reads no organisations');

select * from finish();
rollback;
