-- A worker that took over may die before its client knows: the client comes back from the segment that it has.
begin;
set local search_path = public, extensions;
select plan(9);

create temp table people as select tests.create_user('ada@example.test') as ada;
create temp table seg (name text, call_id uuid, id uuid, number integer, standby boolean, audio_ms bigint, next_position bigint, forming_item_id text);
grant select on people to authenticated, service_role;
grant all on seg to authenticated, service_role;

insert into seg select 'first', s.* from people, tests.open_segment(ada) s;
insert into seg select 'lost', s.* from people, seg, tests.open_segment(ada, seg.call_id, 1) s;
select take_over_call_segment(id, ada) from seg, people where name = 'lost';
insert into seg select 'again', s.* from people, seg, tests.open_segment(ada, seg.call_id, 1) s where name = 'first';
select is((select number from seg where name = 'again'), 3, 'it may go on from there a second time');
select is((select touch_call_segment(id) from seg where name = 'lost'), true, 'and until it takes over, the call is where it was');
select is(
  (select t.previous_taken_at from seg, people, take_over_call_segment(seg.id, ada) t where name = 'again'),
  (select taken_at from call_segments where number = 1), 'it is told since when rows may be unknown to it');
select results_eq(
  'select number, end_reason from call_segments order by number', $$values (1, 'replaced'), (2, 'replaced'), (3, null)$$, 'the worker that was lost is let go');
select is((select count(*)::int from call_segments where taken_at is not null and ended_at is null), 1, 'one segment is live');

select end_call_segment(id, ada, 'unused', false) from seg, people where name = 'again';
select tests.authenticate_as(ada) from people;
select lives_ok(
  $$select open_call(repeat('1', 64), null, call_id, 2) from seg where name = 'first'$$,
  'a segment that could not be used counts for nothing');
select tests.authenticate_as_service();
insert into seg select 'mine', s.* from people, seg, tests.open_segment(ada, seg.call_id, p_take_over => true) s where name = 'first';
select tests.authenticate_as(ada) from people;
select throws_ok(
  $$select open_call(repeat('2', 64), null, call_id, 1) from seg where name = 'first'$$, 'PT409', 'segment_superseded',
  'once another client has taken the call, nobody comes back from a segment before');
select throws_ok(
  $$select open_call(repeat('2', 64), null, call_id, 2) from seg where name = 'first'$$, 'PT409', 'segment_superseded', 'nor from one between');
select lives_ok($$select open_call(repeat('2', 64), null, call_id, 4) from seg where name = 'first'$$, 'only who has it');

select * from finish();
rollback;
