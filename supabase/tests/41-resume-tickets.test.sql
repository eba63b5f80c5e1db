-- Three ways to go on with a call, and what each is refused for.
begin;
set local search_path = public, extensions;
select plan(22);

create temp table people as
  select tests.create_user('ada@example.test') as ada, tests.create_user('bob@example.test') as bob;
create temp table seg (name text, call_id uuid, id uuid, number integer, standby boolean, audio_ms bigint, next_position bigint, forming_item_id text);
grant select on people to anon, authenticated, service_role;
grant all on seg to authenticated, service_role;

insert into seg select 'first', s.* from people, tests.open_segment(ada) s;
select is((select standby from seg), false, 'a new call is carried at once');
select tests.authenticate_as(ada) from people;
select throws_ok(
  $$select open_call(repeat('b', 64), null, call_id) from seg$$, 'PT409', 'call_busy', 'a call that a worker carries is busy');
select throws_ok(
  $$select open_call(repeat('b', 64), null, call_id, 2) from seg$$, 'PT409', 'segment_superseded',
  'a segment that never carried the call is nothing to go on from');
select throws_ok(
  $$select open_call(repeat('b', 64), p_from_segment => 1)$$, 'PT400', 'bad_request', 'a segment without a call means nothing');
select throws_ok(
  $$select open_call(repeat('b', 64), p_take_over => true)$$, 'PT400', 'bad_request', 'nor does taking over');
select lives_ok(
  $$select open_call(repeat('1', 64), null, call_id, 1), open_call(repeat('2', 64), null, call_id, 1) from seg$$,
  'its own client gets tickets to go on from it');
select lives_ok(
  $$select open_call(repeat('3', 64), null, call_id, p_take_over => true) from seg$$, 'another client of the user, to take it over');

select tests.authenticate_as(bob) from people;
select throws_ok(
  $$select open_call(repeat('b', 64), null, call_id, 1) from seg$$, 'PT404', 'call_not_found', 'another user does not go on with it');
select throws_ok(
  $$select open_call(repeat('b', 64), null, call_id, p_take_over => true) from seg$$, 'PT404', 'call_not_found', 'nor takes it over');

select tests.authenticate_as_service();
select results_eq(
  $$select segment_number, standby from redeem_call_ticket(repeat('1', 64), 'w')$$, $$values (2, true)$$,
  'who goes on from a segment stands by');
select results_eq(
  'select number, taken_at is null, ended_at is null, from_segment from call_segments order by number',
  $$values (1, false, true, null), (2, true, true, 1)$$, 'while that segment still carries the call');
select throws_ok($$select redeem_call_ticket(repeat('1', 64), 'w')$$, 'PT401', 'ticket_invalid', 'a replayed ticket is refused');
select is((select segment_number from redeem_call_ticket(repeat('2', 64), 'w')), 3, 'another one may stand by');
select results_eq(
  'select number, end_reason from call_segments order by number', $$values (1, null), (2, 'superseded'), (3, null)$$,
  'in place of the first that did');

select tests.authenticate_as(ada) from people;
select open_call(repeat('4', 64), null, call_id, 1) from seg;
select tests.authenticate_as_service();
select results_eq(
  $$select segment_number, standby from redeem_call_ticket(repeat('3', 64), 'w')$$, $$values (4, false)$$,
  'who takes over has the call at once');
select results_eq(
  'select number, end_reason from call_segments order by number',
  $$values (1, 'replaced'), (2, 'superseded'), (3, 'superseded'), (4, null)$$, 'and everybody else has not');
select throws_ok(
  $$select redeem_call_ticket(repeat('4', 64), 'w')$$, 'PT409', 'segment_superseded',
  'a ticket to go on from an older segment is refused when it is redeemed');

select tests.authenticate_as(ada) from people;
select throws_ok(
  $$select open_call(repeat('b', 64), null, call_id, 1) from seg$$, 'PT409', 'segment_superseded', 'and no more are given');

select tests.authenticate_as_service();
select end_call_segment(id, (select ada from people), 'disconnected', false) from call_segments where number = 4;
select tests.authenticate_as(ada) from people;
select lives_ok(
  $$select open_call(repeat('5', 64), null, call_id), open_call(repeat('6', 64), null, call_id) from seg$$,
  'a call that nobody carries is free to join');
select tests.authenticate_as_service();
select is((select standby from redeem_call_ticket(repeat('5', 64), 'w')), false, 'and is carried at once');
select throws_ok(
  $$select redeem_call_ticket(repeat('6', 64), 'w')$$, 'PT409', 'call_busy', 'by the first: the second does not push it out');

reset role;
select is((select count(*)::int from call_segments where taken_at is not null and ended_at is null), 1, 'one segment is live');

select * from finish();
rollback;
