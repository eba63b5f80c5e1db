-- Who ends a call, and who only leaves it.
begin;
set local search_path = public, extensions;
select plan(16);

create temp table people as
  select tests.create_user('ada@example.test') as ada, tests.create_user('bob@example.test') as bob;
create temp table seg (name text, call_id uuid, id uuid, number integer, standby boolean, audio_ms bigint, next_position bigint, forming_item_id text);
grant select on people to anon, authenticated, service_role;
grant all on seg to authenticated, service_role;

insert into seg select 'a', s.* from people, tests.open_segment(ada) s;
insert into seg select 'b', s.* from people, seg, tests.open_segment(ada, seg.call_id, 1) s where name = 'a';
select tests.authenticate_as_service();
select end_call_segment(id, (select ada from people), 'error') from seg where name = 'b';
select is((select end_reason from call_segments where number = 2), 'error', 'a worker that stands by and fails ends its segment');
select is((select ended_at from calls), null, 'and not the call that another carries');
select is((select touch_call_segment(id) from seg where name = 'a'), true, 'which goes on');

select append_messages(call_id, (select ada from people), '[]', id, 100,
  '{"item_id": "x", "position": 1024, "role": "assistant", "text": "Well"}') from seg where name = 'a';
select is((select end_abandoned_call(id, (select ada from people)) from seg where name = 'a'), false, 'a call with a live segment is not abandoned');
select end_call_segment(id, (select ada from people), 'disconnected', false) from seg where name = 'a';
select is((select ended_at from calls), null, 'a worker that lost its client may leave the call open');
select is((select touch_call_segment(id) from seg where name = 'a'), false, 'its segment is over all the same');
select is((select end_abandoned_call(id, (select bob from people)) from seg where name = 'a'), false, 'another owner ends nothing');
insert into seg select 'c', s.* from people, seg, tests.open_segment(ada, seg.call_id, 1) s where name = 'a';
select is((select end_abandoned_call(id, (select ada from people)) from seg where name = 'a'), true, 'when nobody came it ends the call');
select results_eq('select end_reason, ended_at is not null from calls', $$values ('disconnected', true)$$, 'as disconnected');
select is((select status || ': ' || text from messages), 'interrupted: Well', 'with what was being said');
select is((select count(*)::int from call_segments where ended_at is null), 0, 'and nobody stands by for it');
select is((select end_abandoned_call(id, (select ada from people)) from seg where name = 'a'), false, 'once');

-- Somebody came.
delete from seg;
insert into seg select 'a', s.* from people, tests.open_segment(ada) s;
select end_call_segment(id, (select ada from people), 'disconnected', false) from seg where name = 'a';
insert into seg select 'b', s.* from people, seg, tests.open_segment(ada, seg.call_id, 1) s where name = 'a';
select take_over_call_segment(id, (select ada from people)) from seg where name = 'b';
select is((select end_abandoned_call(id, (select ada from people)) from seg where name = 'a'), false, 'a call that went on is not ended by the worker it left');

-- Nobody carries it for a moment, and the person hangs up on the worker that stands by.
insert into seg select 'c', s.* from people, seg, tests.open_segment(ada, seg.call_id, 2) s where name = 'a';
select end_call_segment(id, (select ada from people), 'handed_over', false) from seg where name = 'b';
select end_call_segment(id, (select ada from people), 'hangup') from seg where name = 'c';
select is((select c.end_reason from calls c join seg on seg.call_id = c.id where name = 'a'), 'hangup', 'who stands by ends a call that was handed over to it');
select tests.authenticate_as(ada) from people;
select is((select count(*)::int from call_segments where taken_at is null), 3, 'the owner sees who stood by');
select tests.authenticate_as(bob) from people;
select is_empty('select 1 from call_segments', 'nobody else does');

select * from finish();
rollback;
