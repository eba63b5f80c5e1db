-- What an organisation's plan is, and that changes of plans can be heard.
begin;
set local search_path = public, extensions;
select plan(22);

create temp table people as
  select tests.create_user('ada@example.test') as ada, tests.create_user('bob@example.test') as bob;
grant select on people to authenticated, service_role;
select tests.authenticate_as(ada) from people;
create temp table places as
  select s.id as shop, o.id as home from create_organization('Corner Bakery') s, organizations o where o.personal_of = auth.uid();
grant select on places to authenticated, service_role;

reset role;
select is((private.plan_of_organization(shop)).id, 'free', 'an organisation begins on the free plan') from places;
update profiles set plan = 'pro' from people where id = ada;
select is((private.plan_of_organization(home)).id, 'pro', 'a personal organisation has its person''s plan') from places;
select is((private.plan_of_organization(shop)).id, 'free', 'a shared one does not, whoever owns it') from places;
update organizations set plan = 'pro' where id = (select shop from places);
update profiles set plan = 'free' from people where id = ada;
select is((private.plan_of_organization(shop)).id, 'pro', 'but its own') from places;
select is((private.plan_of_organization(home)).id, 'free', 'which is not its owner''s') from places;
update organizations set plan = 'gold' where id = (select shop from places);
update profiles set plan = 'gold' from people where id = ada;
select is((private.plan_of_organization(shop)).id, 'free', 'an unknown plan falls to free') from places;
select is((private.plan_of_organization(home)).id, 'free', 'for a person too') from places;
select is((private.plan_of_organization(gen_random_uuid())).id, 'free', 'and for what does not exist');

select is((select plan_version from organizations where id = shop), 3, 'an organisation''s version counts its changes of plan') from places;
select is((select plan_version from profiles where id = ada), 4, 'a person''s too') from people;
update organizations set plan = 'gold', name = 'Bakery' where id = (select shop from places);
select is((select plan_version from organizations where id = shop), 3, 'and nothing else') from places;
update organizations set plan = 'pro', plan_version = 1 where id = (select shop from places);
select is((select plan_version from organizations where id = shop), 4, 'it goes up, whatever the writer says') from places;

select version as before into temp table version from plans where id = 'pro';
update plans set call_minutes = call_minutes + 1 where id = 'pro';
select is((select version from plans where id = 'pro'), (select before + 1 from version), 'a plan''s version counts its changes');
update plans set call_minutes = call_minutes where id = 'pro';
select is((select version from plans where id = 'pro'), (select before + 1 from version), 'real ones only');
select throws_ok($$update plans set call_minutes = -1$$, '23514', null, 'limits are not negative');

select set_eq(
  $$select tablename::text from pg_publication_tables where pubname = 'supabase_realtime' and tablename in ('plans', 'profiles', 'organizations', 'memberships', 'invitations')$$,
  array['plans', 'profiles', 'organizations'], 'clients hear plans, profiles and organisations');

select tests.authenticate_as(ada) from people;
select throws_ok($$update organizations set plan = 'pro'$$, '42501', null, 'an owner does not change the plan');
select throws_ok($$update organizations set plan_version = 9$$, '42501', null, 'nor its version');
select throws_ok($$update profiles set memberships_version = 9$$, '42501', null, 'nor the version of memberships');
select throws_ok($$update plans set live_calls = 99$$, '42501', null, 'users do not change plans');
select isnt_empty('select models, voices, call_minutes from plans', 'but see what they allow');
select tests.authenticate_as_anon();
select throws_ok('select * from plans', '42501', null, 'anon sees no plans');

select * from finish();
rollback;
