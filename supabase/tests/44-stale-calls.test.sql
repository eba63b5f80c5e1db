-- A call without a sign of life for 90 seconds is closed by whoever comes next.
begin;
set local search_path = public, extensions;
select plan(15);

create temp table people as
  select tests.create_user('ada@example.test') as ada, tests.create_user('bob@example.test') as bob;
create temp table seg (name text, call_id uuid, id uuid, number integer, standby boolean, audio_ms bigint, next_position bigint, forming_item_id text);
grant select on people to anon, authenticated, service_role;
grant all on seg to authenticated, service_role;

insert into seg select 'a', s.* from people, tests.open_segment(ada) s;
insert into seg select 'b', s.* from people, seg, tests.open_segment(ada, seg.call_id, 1) s where name = 'a';
insert into seg select 'bob', s.* from people, tests.open_segment(bob) s;
select tests.authenticate_as_service();
select append_messages(call_id, (select ada from people), '[]', id, 100,
  '{"item_id": "x", "position": 1024, "role": "assistant", "text": "Well"}') from seg where name = 'a';
update calls set last_seen_at = now() - interval '89 seconds';

select tests.authenticate_as_anon();
select throws_ok('select close_stale_calls()', '42501', null, 'anon closes nothing');
select tests.authenticate_as(ada) from people;
select is(close_stale_calls(), 0, 'a call that was seen 89 seconds ago is live');
select throws_ok(
  $$select open_call(repeat('1', 64), null, call_id) from seg where name = 'a'$$, 'PT409', 'call_busy', 'and busy');

select tests.authenticate_as_service();
update calls set last_seen_at = now() - interval '91 seconds';
select tests.authenticate_as(ada) from people;
select throws_ok(
  $$select open_call(repeat('1', 64), null, call_id, 1) from seg where name = 'a'$$, 'PT409', 'call_ended',
  'after 91 seconds it has ended, for its client');
select throws_ok(
  $$select open_call(repeat('1', 64), null, call_id, p_take_over => true) from seg where name = 'a'$$, 'PT409', 'call_ended',
  'and for others');
select is(close_stale_calls(), 1, 'the next one who notices closes it');
select is(close_stale_calls(), 0, 'once');
select results_eq(
  'select end_reason, ended_at = last_seen_at from calls', $$values ('stale', true)$$, 'as stale, at its last sign of life');
select results_eq(
  'select distinct s.end_reason, s.ended_at = c.last_seen_at from call_segments s join calls c on c.id = s.call_id',
  $$values ('stale', true)$$, 'with all its segments');
select is((select status || ': ' || text from messages), 'interrupted: Well', 'and what was being said is kept');
reset role;
select is((select ended_at from calls join seg on seg.call_id = calls.id where name = 'bob'), null, 'another user''s call is not closed');

-- Admission closes them in the same way.
insert into seg select 'c', s.* from people, tests.open_segment(bob) s;
select is((select count(*)::int from call_segments s join seg on seg.id = s.id where name = 'bob' and s.end_reason = 'stale'), 1, 'a new call closes the stale ones with their segments');

select throws_ok(
  $$select take_over_call_segment(id, (select ada from people)) from seg where name = 'b'$$, 'PT409', 'call_ended', 'who stood by for it takes nothing over');
select tests.authenticate_as_service();
select is((select touch_call_segment(id) from seg where name = 'a'), false, 'its worker is told to let go');
select throws_ok(
  $$select append_messages(call_id, (select ada from people), '[]', id) from seg where name = 'a'$$, 'PT409', 'segment_superseded', 'and writes no more');

select * from finish();
rollback;
