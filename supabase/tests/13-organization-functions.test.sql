-- What people do with organisations: strangers learn nothing, members little, admins what they are for.
begin;
set local search_path = public, extensions;
select plan(75);

-- ada owns, otto owns too, adam is an admin, mia and max are members, eve is a stranger
create temp table people as
  select tests.create_user('ada@example.test') as ada, tests.create_user('otto@example.test') as otto,
    tests.create_user('adam@example.test') as adam, tests.create_user('mia@example.test') as mia,
    tests.create_user('max@example.test') as max, tests.create_user('eve@example.test') as eve;
grant select on people to authenticated, service_role, anon;

select tests.authenticate_as(ada) from people;
create temp table places as
  select s.id as shop, o.id as home from create_organization('  Corner Bakery ') s, organizations o where o.personal_of = auth.uid();
grant select on places to authenticated, service_role, anon;
select results_eq(
  $$select o.name, o.plan, o.admins_see_calls, m.role from organizations o join memberships m on m.organization_id = o.id, places where o.id = shop$$,
  $$values ('Corner Bakery', 'free', true, 'owner')$$, 'who makes an organisation owns it');
select throws_ok($$select create_organization('  ')$$, '23514', null, 'it has a name');
reset role;
insert into memberships (organization_id, user_id, role)
  select shop, otto, 'owner' from places, people union all select shop, adam, 'admin' from places, people
  union all select shop, mia, 'member' from places, people union all select shop, max, 'member' from places, people;

-- a stranger: organisation_not_found for everything, as for what does not exist
select tests.authenticate_as(eve) from people;
select throws_ok(format('select %s', call), 'PT404', 'organization_not_found', 'a stranger: ' || call)
from places, people, unnest(array[
  format('switch_organization(%L)', shop), format('list_members(%L)', shop), format('organization_usage(%L)', shop),
  format('set_member_role(%L, %L, ''member'')', shop, mia), format('remove_member(%L, %L)', shop, mia),
  format('remove_member(%L, %L)', shop, eve), format('transfer_organization(%L, %L)', shop, eve),
  format('organization_contents(%L)', shop), format('delete_organization(%L, ''Corner Bakery'')', shop),
  format('invite_member(%L, ''eve@example.test'', ''admin'', repeat(''e'', 64))', shop),
  format('delete_organization(%L, ''ada'')', home), format('switch_organization(%L)', gen_random_uuid())
]) call;
select is_empty($$select 1 from organizations, places where organizations.id = shop$$, 'a stranger sees no organisation');
with changed as (update organizations set name = 'Mine' where id = (select shop from places) returning 1)
select is((select count(*)::int from changed), 0, 'and renames none');

-- nobody signed in
select tests.authenticate_as(null);
select throws_ok(format('select %s', call), 'PT401', 'not_authenticated', 'without a user: ' || call)
from places, people, unnest(array[
  'create_organization(''X'')', format('switch_organization(%L)', shop), format('list_members(%L)', shop),
  format('remove_member(%L, %L)', shop, mia), format('delete_organization(%L, ''Corner Bakery'')', shop),
  'get_invitation(''x'')', 'accept_invitation(''x'')', format('revoke_invitation(%L)', shop)
]) call;
select tests.authenticate_as_anon();
select throws_ok($$select create_organization('X')$$, '42501', null, 'anon may not even call them');

-- a member
select tests.authenticate_as(mia) from people;
select throws_ok(format('select %s', call), 'PT403', 'role_too_low', 'a member: ' || call)
from places, people, unnest(array[
  format('set_member_role(%L, %L, ''admin'')', shop, mia), format('remove_member(%L, %L)', shop, max),
  format('transfer_organization(%L, %L)', shop, mia), format('organization_contents(%L)', shop),
  format('delete_organization(%L, ''Corner Bakery'')', shop),
  format('invite_member(%L, ''new@example.test'', ''member'', repeat(''e'', 64))', shop)
]) call;
select results_eq(
  $$select display_name, role, email from places, list_members(shop)$$,
  $$values ('ada', 'owner', null), ('otto', 'owner', null), ('adam', 'admin', null), ('max', 'member', null), ('mia', 'member', 'mia@example.test')$$,
  'members see each other''s names and roles, and no address but their own');
select results_eq($$select plan, live_calls from places, organization_usage(shop)$$, $$values ('free', 0::bigint)$$, 'and what is used of the plan');
with changed as (update organizations set admins_see_calls = false where id = (select shop from places) returning 1)
select is((select count(*)::int from changed), 0, 'a member changes no setting');

-- an admin
select tests.authenticate_as(adam) from people;
select throws_ok(format('select %s', call), 'PT403', 'role_too_low', 'an admin: ' || call)
from places, people, unnest(array[
  format('set_member_role(%L, %L, ''owner'')', shop, adam), format('set_member_role(%L, %L, ''owner'')', shop, mia),
  format('set_member_role(%L, %L, ''member'')', shop, ada), format('remove_member(%L, %L)', shop, ada),
  format('transfer_organization(%L, %L)', shop, adam), format('organization_contents(%L)', shop),
  format('delete_organization(%L, ''Corner Bakery'')', shop)
]) call;
with changed as (update organizations set name = 'Mine' where id = (select shop from places) returning 1)
select is((select count(*)::int from changed), 0, 'an admin does not rename it');
select is((select count(email)::int from places, list_members(shop)), 5, 'an admin sees the addresses');
select lives_ok($$select set_member_role(shop, max, 'admin') from places, people$$, 'an admin makes admins');
select lives_ok($$select set_member_role(shop, max, 'member') from places, people$$, 'and members of them');
select throws_ok($$select set_member_role(shop, mia, 'boss') from places, people$$, '23514', null, 'there is no other role');
select throws_ok($$select set_member_role(shop, eve, 'admin') from places, people$$, 'PT404', 'member_not_found', 'a stranger has no role');
select throws_ok($$select remove_member(shop, eve) from places, people$$, 'PT404', 'member_not_found', 'and cannot be removed');

-- leaving and coming back
select tests.authenticate_as(max) from people;
select switch_organization(shop) from places;
select is((select organization_id from profiles), (select shop from places), 'a member works in the organisation');
select tests.authenticate_as(adam) from people;
select lives_ok($$select remove_member(shop, max) from places, people$$, 'an admin removes a member');
select tests.authenticate_as(max) from people;
select is((select organization_id from profiles), null, 'who works in it no more');
select throws_ok($$select list_members(shop) from places$$, 'PT404', 'organization_not_found', 'and is a stranger from now on');
select lives_ok($$select switch_organization(id) from organizations where personal_of = auth.uid()$$, 'they are at home');
select tests.authenticate_as(mia) from people;
select lives_ok($$select remove_member(shop, mia) from places, people$$, 'everybody may leave');

-- owners
select tests.authenticate_as(otto) from people;
select throws_ok($$select transfer_organization(shop, otto) from places, people$$, 'PT404', 'member_not_found', 'nobody transfers to themselves');
select throws_ok($$select transfer_organization(shop, eve) from places, people$$, 'PT404', 'member_not_found', 'or to a stranger');
select lives_ok($$select transfer_organization(shop, adam) from places, people$$, 'but to a member');
select is((select string_agg(role, ' ' order by display_name) from places, list_members(shop)), 'owner owner admin', 'who owns it then; who gave it is an admin');
select tests.authenticate_as(ada) from people;
select lives_ok($$select set_member_role(shop, adam, 'member') from places, people$$, 'owners change every role');
select throws_ok($$select set_member_role(shop, ada, 'admin') from places, people$$, 'PT409', 'last_owner', 'but the last owner''s');
select throws_ok($$select remove_member(shop, ada) from places, people$$, 'PT409', 'last_owner', 'who does not leave either');
select lives_ok($$update organizations set name = 'Bakery', admins_see_calls = false where id = (select shop from places)$$, 'owners rename it and change its setting');
select throws_ok($$update organizations set personal_of = auth.uid()$$, '42501', null, 'and nothing else of it');

-- the personal one
select throws_ok(format('select %s', call), 'PT409', 'organization_personal', 'the personal one: ' || call)
from places, people, unnest(array[
  format('delete_organization(%L, ''ada'')', home), format('remove_member(%L, %L)', home, ada),
  format('transfer_organization(%L, %L)', home, adam), format('set_member_role(%L, %L, ''member'')', home, ada),
  format('invite_member(%L, ''new@example.test'', ''member'', repeat(''e'', 64))', home)
]) call;

-- deleting
insert into calls (organization_id) select shop from places;
select results_eq(
  $$select members, invitations, agents, calls, live_calls, messages from places, organization_contents(shop)$$,
  $$values (3::bigint, 0::bigint, 0::bigint, 1::bigint, 1::bigint, 0::bigint)$$, 'what goes with it is said first');
select throws_ok($$select delete_organization(shop, 'bakery') from places$$, 'PT409', 'organization_name_differs', 'its name is asked for');
select lives_ok($$select delete_organization(shop, 'Bakery') from places$$, 'and it goes');
reset role;
select is_empty($$select 1 from memberships, places where organization_id = shop union all select 1 from calls, places where organization_id = shop$$, 'with everything in it');

-- how many one may own
select tests.authenticate_as(ada) from people;
select create_organization('One'), create_organization('Two'), create_organization('Three');
select throws_ok($$select create_organization('Four')$$, 'PT429', 'organizations_limit', 'there is a limit to owning');
reset role;
update organizations set plan = 'gold' where name = 'One';
select tests.authenticate_as(ada) from people;
select throws_ok($$select create_organization('Four')$$, 'PT429', 'organizations_limit', 'an unknown plan makes no room');
reset role;
update organizations set plan = 'pro' where name = 'One';
select tests.authenticate_as(ada) from people;
select lives_ok($$select create_organization('Four')$$, 'a paid one does');

select * from finish();
rollback;
