begin;
set local search_path = public, extensions;
select plan(18);

create temp table people as
  select tests.create_user('ada@example.test') as ada, tests.create_user('bob@example.test') as bob;
grant select on people to authenticated, service_role;
create temp table places as select o.id as home from organizations o, people where o.personal_of = ada;
grant select on places to authenticated;

select tests.authenticate_as(ada) from people;
select lives_ok('insert into calls default values', 'a user makes a call for themself');
select is(
  (select organization_id from calls), (select id from organizations where personal_of = auth.uid()),
  'a call belongs to the personal organisation where nothing else is said');
select throws_ok($$insert into calls (user_id) select bob from people$$, 'PT404', 'organization_not_found', 'a user makes no call for another');
select throws_ok('update calls set ended_at = now()', '42501', null, 'a user does not end a call behind the relay''s back');
select lives_ok($$update calls set title = 'About bread'$$, 'a user names their call');
select lives_ok('insert into calls (id) values (gen_random_uuid())', 'the free plan has two live calls');
select throws_ok('insert into calls default values', 'PT429', 'live_calls_limit', 'and not three');
select lives_ok('insert into calls (ended_at) values (now())', 'a call that is over does not count');
select throws_ok('delete from calls', '42501', null, 'users do not delete calls');

select tests.authenticate_as(bob) from people;
select is_empty('select * from calls', 'another user sees none of them');
select is_empty($$update calls set title = 'Mine' returning id$$, 'and names none of them');
select throws_ok(
  $$insert into calls (organization_id) select home from places$$, 'PT404', 'organization_not_found',
  'a user makes no call in another''s organisation');

select tests.authenticate_as_anon();
select throws_ok('select * from calls', '42501', null, 'anon reads no calls');
select throws_ok('insert into calls default values', '42501', null, 'anon makes no calls');

select tests.authenticate_as_service();
update calls set last_seen_at = now() - interval '91 seconds' where user_id = (select ada from people) and ended_at is null;
select tests.authenticate_as(ada) from people;
select lives_ok('insert into calls default values', 'calls whose relay has vanished make room');
select is((select count(*)::int from calls where end_reason = 'stale'), 2, 'and are closed as stale');
select ok((select bool_and(ended_at = last_seen_at) from calls where end_reason = 'stale'), 'with the time of their last sign of life');

reset role;
update profiles set plan = 'gold' where id = (select ada from people);
select is((private.plan_of((select ada from people))).id, 'free', 'an unknown plan falls to free');

select * from finish();
rollback;
