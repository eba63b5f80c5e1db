-- Calls in an organisation: who sees them, how many there may be, who goes on with one.
begin;
set local search_path = public, extensions;
select plan(49);

-- ada owns, adam is an admin, mia and max are members, eve is a stranger
create temp table people as
  select tests.create_user('ada@example.test') as ada, tests.create_user('adam@example.test') as adam,
    tests.create_user('mia@example.test') as mia, tests.create_user('max@example.test') as max,
    tests.create_user('eve@example.test') as eve;
grant select on people to authenticated, service_role;
select tests.authenticate_as(ada) from people;
create temp table places as select id as shop from create_organization('Corner Bakery');
grant select on places to authenticated, service_role;
reset role;
insert into agents (id, organization_id, name, instructions, status)
  select '00000000-0000-4000-8000-00000000000a', shop, 'Wren', 'Hi', 'published' from places;
insert into memberships (organization_id, user_id, role)
  select shop, adam, 'admin' from places, people union all select shop, mia, 'member' from places, people
  union all select shop, max, 'member' from places, people;
update organizations set plan = 'pro' where id = (select shop from places);
create temp table opened (name text, call_id uuid);
grant all on opened to authenticated, service_role;

-- seen by admins, where the setting said so when the call began
select tests.authenticate_as(mia) from people;
insert into opened select 'seen', call_id from open_call(repeat('a', 64), '00000000-0000-4000-8000-00000000000a');
select tests.authenticate_as(ada) from people;
update organizations set admins_see_calls = false where id = (select shop from places);
select tests.authenticate_as(mia) from people;
insert into opened select 'private', call_id from open_call(repeat('b', 64), '00000000-0000-4000-8000-00000000000a');
insert into opened select 'home', call_id from open_call(repeat('c', 64));
select tests.authenticate_as_service();
insert into opened select 'segment', segment_id from redeem_call_ticket(repeat('a', 64), 'w');
select redeem_call_ticket(repeat('b', 64), 'w');
select append_messages(call_id, mia, jsonb_build_array(jsonb_build_object('item_id', 'i', 'position', 1024, 'role', 'user', 'text', name || ' bread')), s.id, 1024, null)
  from opened join call_segments s using (call_id), people where name in ('seen', 'private');

select tests.authenticate_as(adam) from people;
select set_eq('select id from calls', $$select call_id from opened where name = 'seen'$$, 'an admin sees the call that began while the setting was on, and no other');
select results_eq('select text from messages', array['seen bread'], 'with what was said');
select is((select count(*)::int from call_segments), 1, 'and its segments');
select set_eq($$select title from search_calls('', p_everyones => true)$$, array[null::text], 'and finds it among everyone''s');
select is_empty($$select 1 from search_calls('bread')$$, 'but not among their own');
select results_eq($$select snippet from search_calls('bread', p_everyones => true)$$, array['seen bread'], 'by what was said');
select is_empty($$update calls set title = 'Mine' returning 1$$, 'an admin names no call of a member''s');
select throws_ok(
  $$select open_call(repeat('d', 64), p_call_id => call_id, p_take_over => true) from opened where name = 'seen'$$, 'PT404', 'call_not_found', 'nor takes it over');
select tests.authenticate_as(ada) from people;
update organizations set admins_see_calls = true where id = (select shop from places);
select set_eq('select id from calls', $$select call_id from opened where name = 'seen'$$, 'turning it on opens no old call');
update organizations set admins_see_calls = false where id = (select shop from places);
select set_eq('select id from calls', $$select call_id from opened where name = 'seen'$$, 'turning it off closes none');
select tests.authenticate_as(max) from people;
select is_empty('select id from calls', 'another member sees no call');
select is_empty('select id from messages', 'and nothing that was said');
select is_empty('select id from call_segments', 'and no segment');
select is_empty($$select 1 from search_calls('bread', p_everyones => true)$$, 'nor finds it');
select tests.authenticate_as(mia) from people;
select is((select count(*)::int from calls), 3, 'who called sees all of theirs');
select results_eq(
  $$select count(*)::int from places, search_calls('', p_organization_id => shop)$$, array[2], 'or those in the organisation');
select throws_ok($$update calls set visible_to_admins_of = null$$, '42501', null, 'and cannot hide one from the admins');
select throws_ok($$insert into calls (organization_id, visible_to_admins_of) select shop, null from places$$, '42501', null, 'or make one hidden');
select tests.authenticate_as(eve) from people;
select is_empty('select 1 from calls union all select 1 from messages union all select 1 from call_segments', 'a stranger sees nothing');
select throws_ok($$select open_call(repeat('d', 64), '00000000-0000-4000-8000-00000000000a')$$, 'PT404', 'agent_not_found', 'nor calls the agent');
select throws_ok($$insert into calls (organization_id) select shop from places$$, 'PT404', 'organization_not_found', 'nor makes a call there');
select throws_ok(
  $$insert into calls (organization_id, user_id) select shop, mia from places, people$$, 'PT404', 'organization_not_found', 'nor learns by trying who is a member');

-- what the service cannot spoil
select tests.authenticate_as_service();
select throws_ok($$update calls set visible_to_admins_of = organization_id from opened where id = call_id and name = 'private'$$, 'PT400', 'bad_request', 'what the setting said holds for good');
select throws_ok($$update calls set user_id = adam from people, opened where id = call_id and name = 'private'$$, 'PT400', 'bad_request', 'a call keeps its owner');
update messages set visible_to_admins_of = null, user_id = (select eve from people) where text = 'seen bread';
select is((select visible_to_admins_of from messages where text = 'seen bread'), (select shop from places), 'copies follow the call');
select is((select user_id from messages where text = 'seen bread'), (select mia from people), 'for its owner too');
select tests.authenticate_as(adam) from people;
insert into calls (ended_at) values (now());
select is((select visible_to_admins_of from calls where user_id = auth.uid()), null, 'there are no admins at home');

-- a role that changes
select tests.authenticate_as(ada) from people;
select set_member_role(shop, adam, 'member') from places, people;
select tests.authenticate_as(adam) from people;
select is_empty($$select 1 from calls where user_id <> auth.uid()$$, 'who is an admin no more sees members'' calls no more');
select is_empty($$select 1 from messages where user_id <> auth.uid()$$, 'or what was said');

-- taken out in the middle of a call
select tests.authenticate_as(mia) from people;
select lives_ok(
  $$select open_call(repeat('1', 64), p_call_id => call_id, p_from_segment => 1) from opened where name = 'seen'$$, 'a member goes on with a call');
select tests.authenticate_as(ada) from people;
select remove_member(shop, mia) from places, people;
select tests.authenticate_as(mia) from people;
select is((select count(*)::int from calls), 3, 'who is taken out keeps sight of their calls');
select is((select count(*)::int from messages), 2, 'and of what was said');
select throws_ok(
  $$select open_call(repeat('2', 64), p_call_id => call_id, p_from_segment => 1) from opened where name = 'seen'$$, 'PT404', 'call_not_found', 'they cannot go on with one');
select throws_ok(
  $$select open_call(repeat('2', 64), p_call_id => call_id, p_take_over => true) from opened where name = 'seen'$$, 'PT404', 'call_not_found', 'in whichever way');
select throws_ok($$select open_call(repeat('2', 64), '00000000-0000-4000-8000-00000000000a')$$, 'PT404', 'agent_not_found', 'or begin one');
select throws_ok($$insert into calls (organization_id) select shop from places$$, 'PT404', 'organization_not_found', 'by no way');
select tests.authenticate_as_service();
select throws_ok($$select redeem_call_ticket(repeat('1', 64), 'w')$$, 'PT404', 'call_not_found', 'the ticket that they still had is worth nothing');
select throws_ok(
  $$insert into calls (organization_id, user_id) select shop, mia from places, people$$, 'PT404', 'organization_not_found', 'for the service too');

-- live calls are the organisation's
update calls set ended_at = now() where organization_id = (select shop from places) and ended_at is null;
update organizations set plan = 'free' where id = (select shop from places);
select tests.authenticate_as(max) from people;
insert into calls (id, organization_id) select '00000000-0000-4000-8000-0000000000c1', shop from places;
select tests.authenticate_as(adam) from people;
insert into calls (organization_id) select shop from places;
select throws_ok($$insert into calls (organization_id) select shop from places$$, 'PT429', 'live_calls_limit', 'members share the live calls');
select lives_ok($$insert into calls default values$$, 'at home there is room');
select is((select live_calls from places, organization_usage(shop)), 2::bigint, 'members see how many are live');
select tests.authenticate_as_service();
update calls set last_seen_at = now() - interval '91 seconds' where id = '00000000-0000-4000-8000-0000000000c1';
select tests.authenticate_as(adam) from people;
select is((select live_calls from places, organization_usage(shop)), 1::bigint, 'a call without a sign of life is none');
select lives_ok($$insert into calls (organization_id) select shop from places$$, 'another member''s stale call makes room');
select tests.authenticate_as(max) from people;
select is((select end_reason from calls where id = '00000000-0000-4000-8000-0000000000c1'), 'stale', 'and is closed');

-- minutes
select tests.authenticate_as_service();
update calls set ended_at = now() where organization_id = (select shop from places) and ended_at is null;
select tests.authenticate_as(max) from people;
insert into calls (organization_id, started_at, ended_at) select shop, now() + interval '10 years', now() from places;
insert into calls (organization_id, started_at, ended_at) select shop, now() - interval '10 years', 'infinity' from places;
select is((select call_minutes_used from places, organization_usage(shop)), 0.0, 'times that a member makes up count for nothing');
reset role;
insert into calls (id, organization_id, user_id, ended_at) select '00000000-0000-4000-8000-0000000000c2', shop, max, now() from places, people;
insert into call_segments (call_id, number, worker, started_at, taken_at, ended_at, end_reason)
  select '00000000-0000-4000-8000-0000000000c2', 1, 'w', t, t, t + interval '299 minutes', 'replaced'
  from (select date_trunc('month', now(), 'UTC') - interval '1 minute' as t) x;
select is(private.call_minutes_used(shop), 298::numeric, 'minutes of the month count') from places;
select tests.authenticate_as(max) from people;
insert into calls (id, organization_id) select '00000000-0000-4000-8000-0000000000c3', shop from places;
select is((select call_minutes_used from places, organization_usage(shop)), 298.0, 'members see how many are used');
reset role;
insert into call_segments (call_id, number, worker, started_at, taken_at)
  select '00000000-0000-4000-8000-0000000000c3', 1, 'w', now() - interval '2 minutes', now() - interval '2 minutes';
select tests.authenticate_as(max) from people;
select throws_ok($$insert into calls (organization_id) select shop from places$$, 'PT402', 'call_minutes_limit', 'a call that goes on counts too, and the month is over at the limit');
select lives_ok($$insert into calls default values$$, 'at home there are minutes left');

select * from finish();
rollback;
