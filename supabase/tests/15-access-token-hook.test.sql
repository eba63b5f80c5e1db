-- What tokens say of organisations: as true as it can be, and nothing decides by it.
begin;
set local search_path = public, extensions;
select plan(19);

create temp table people as
  select tests.create_user('ada@example.test') as ada, tests.create_user('bob@example.test') as bob;
grant select on people to authenticated, service_role;
select tests.authenticate_as(ada) from people;
create temp table places as
  select s.id as shop, o.id as home from create_organization('Corner Bakery') s, organizations o where o.personal_of = auth.uid();
grant select on places to authenticated, service_role;
reset role;
insert into memberships (organization_id, user_id, role) select shop, bob, 'admin' from places, people;
update organizations set plan = 'pro' where id = (select shop from places);
create temp table homes as select id as of_bob from organizations, people where personal_of = bob;

-- As Auth calls it, with the claims that are to be signed.
create function pg_temp.hook(p_event jsonb) returns jsonb language plpgsql as $$
declare
  v_answer jsonb;
begin
  perform set_config('role', 'supabase_auth_admin', true);
  v_answer := private.custom_access_token_hook(p_event);
  perform set_config('role', 'none', true);
  return v_answer;
end;
$$;
create function pg_temp.app_metadata(p_user_id uuid, p_claims jsonb default '{"app_metadata": {"provider": "email"}}') returns jsonb
language sql as $$
  select pg_temp.hook(
    jsonb_build_object('user_id', p_user_id, 'claims', p_claims || '{"iss": "x", "role": "authenticated"}', 'authentication_method', 'otp')
  ) -> 'claims' -> 'app_metadata' $$;

reset role;
select is(
  pg_temp.app_metadata(bob),
  jsonb_build_object('provider', 'email', 'organization_id', of_bob, 'organization_role', 'owner', 'plan', 'free'),
  'at first everybody is at home; what else is in the token stays') from people, homes;
select is(
  pg_temp.hook(jsonb_build_object('user_id', bob, 'claims', '{"iss": "x", "aal": "aal1"}'::jsonb)) -> 'claims' -> 'aal',
  '"aal1"', 'so do the other claims') from people;
select is(pg_temp.app_metadata(bob, '{"app_metadata": null}') ->> 'plan', 'free', 'null is no metadata') from people;
select is(
  pg_temp.app_metadata(bob, jsonb_build_object('app_metadata', jsonb_build_object('organization_id', shop, 'organization_role', 'owner', 'plan', 'pro'))),
  jsonb_build_object('organization_id', of_bob, 'organization_role', 'owner', 'plan', 'free'), 'what stood there before is not believed') from people, places, homes;
select is(
  pg_temp.hook('{"user_id": "00000000-0000-4000-8000-000000000099", "claims": {"iss": "x"}}'),
  '{"user_id": "00000000-0000-4000-8000-000000000099", "claims": {"iss": "x"}}'::jsonb, 'of nobody nothing is said');

select tests.authenticate_as(bob) from people;
select switch_organization(shop) from places;
reset role;
select is(
  pg_temp.app_metadata(bob) - 'provider', jsonb_build_object('organization_id', shop, 'organization_role', 'admin', 'plan', 'pro'),
  'who switches has organisation, role and plan of the other') from people, places;
reset role;
update memberships set role = 'member' from people where user_id = bob and role = 'admin';
update organizations set plan = 'gold' where id = (select shop from places);
reset role;
select is(
  pg_temp.app_metadata(bob) - 'provider', jsonb_build_object('organization_id', shop, 'organization_role', 'member', 'plan', 'free'),
  'as they are now; an unknown plan is free') from people, places;

-- a choice that is stale
select tests.authenticate_as(ada) from people;
select remove_member(shop, bob) from places, people;
reset role;
select is((select organization_id from profiles, people where id = bob), null, 'who is taken out is at home');
update profiles set organization_id = (select shop from places) from people where id = bob;
reset role;
select is(pg_temp.app_metadata(bob) ->> 'organization_id', of_bob::text, 'even if the choice said otherwise') from people, homes;
select tests.authenticate_as(ada) from people;
select switch_organization(shop) from places;
select delete_organization(shop, 'Corner Bakery') from places;
reset role;
select is(pg_temp.app_metadata(ada) ->> 'organization_id', home::text, 'whose organisation is deleted is at home') from people, places;

-- who may do what
select tests.authenticate_as(bob) from people;
select throws_ok($$select private.custom_access_token_hook('{}')$$, '42501', null, 'users do not run the hook');
select throws_ok($$select private.active_membership(ada) from people$$, '42501', null, 'nor ask where others are');
select throws_ok($$update profiles set organization_id = null$$, '42501', null, 'the choice is made by the function');
select tests.authenticate_as_anon();
select throws_ok($$select private.custom_access_token_hook('{}')$$, '42501', null, 'nor does anon');
select tests.authenticate_as_service();
select throws_ok($$select private.custom_access_token_hook('{}')$$, '42501', null, 'nor does the service');
reset role;
select results_eq(
  $$select p.proname::text collate "default" from pg_proc p where p.pronamespace = 'private'::regnamespace and has_function_privilege('supabase_auth_admin', p.oid, 'execute')$$,
  array['custom_access_token_hook'], 'Auth runs nothing else of ours');

-- nothing decides by a claim
select tests.authenticate_as(bob, jsonb_build_object('app_metadata', jsonb_build_object('organization_id', home, 'organization_role', 'owner', 'plan', 'pro'))) from people, places;
select throws_ok($$select list_members(home) from places$$, 'PT404', 'organization_not_found', 'a claim opens no organisation');
select is_empty($$select 1 from organizations, places where id = home$$, 'and shows none');
insert into calls default values;
insert into calls default values;
select throws_ok($$insert into calls default values$$, 'PT429', 'live_calls_limit', 'and makes no plan');

select * from finish();
rollback;
