-- The worker that stands by becomes the one that carries the call.
begin;
set local search_path = public, extensions;
select plan(23);

create temp table people as
  select tests.create_user('ada@example.test') as ada, tests.create_user('bob@example.test') as bob;
create temp table seg (name text, call_id uuid, id uuid, number integer, standby boolean, audio_ms bigint, next_position bigint, forming_item_id text);
grant select on people to anon, authenticated, service_role;
grant all on seg to authenticated, service_role;

insert into seg select 'a', s.* from people, tests.open_segment(ada) s;
insert into seg select 'b', s.* from people, seg, tests.open_segment(ada, seg.call_id, 1) s where name = 'a';
select tests.authenticate_as_service();
select is_empty(
  $$select append_messages(call_id, (select ada from people), '[]', id, 5000,
    '{"item_id": "x", "previous_item_id": "q", "position": 3072, "role": "assistant", "text": "Well, I", "heard_ms": 400,
      "marks": [[400, 7]], "latency_ms": 320}') from seg where name = 'a'$$,
  'an answer in the making is no row yet');
select throws_ok(
  $$select take_over_call_segment(id, (select bob from people)) from seg where name = 'b'$$, 'PT404', 'call_not_found',
  'a worker of another owner takes nothing over');
select throws_ok(
  $$select take_over_call_segment(gen_random_uuid(), ada) from people$$, 'PT404', 'call_not_found', 'nor does one without a segment');

select is((select touch_call_segment(id) from seg where name = 'b'), false, 'who stands by does not carry the call');
update calls set last_seen_at = now() - interval '60 seconds';
select results_eq(
  $$select audio_ms, next_position, forming_item_id, previous_taken_at = (select taken_at from call_segments where number = 1)
    from take_over_call_segment((select id from seg where name = 'b'), (select ada from people))$$,
  $$values (5000::bigint, 4096::bigint, 'x', true)$$,
  'it is told how far the microphone is stored, where the next row goes, and which answer was broken off');
select results_eq(
  'select item_id, previous_item_id, position, text, status, heard_ms, marks, latency_ms from messages',
  $$values ('x', 'q', 3072::bigint, 'Well, I', 'interrupted', 400, '[[400, 7]]'::jsonb, 320)$$, 'which is a row now');
select results_eq(
  'select number, end_reason, taken_at is null from call_segments order by number',
  $$values (1, 'replaced', false), (2, null, false)$$, 'the segment before is over');
select ok(
  (select a.ended_at <= b.taken_at from call_segments a, call_segments b where a.number = 1 and b.number = 2),
  'before the next one is live');
select ok((select last_seen_at > now() - interval '1 second' from calls), 'taking over is a sign of life');
select is((select touch_call_segment(id) from seg where name = 'a'), false, 'the worker before is told to let go');
select is((select touch_call_segment(id) from seg where name = 'b'), true, 'the new one is alive');
select throws_ok(
  $$select append_messages(call_id, (select ada from people), '[]', id) from seg where name = 'a'$$, 'PT409', 'segment_superseded',
  'what the worker before still writes is refused');
select throws_ok(
  $$select take_over_call_segment(id, (select ada from people)) from seg where name = 'b'$$, 'PT409', 'segment_superseded',
  'a call is taken over once');
reset role;
select is((select forming from private.call_progress), null, 'nothing is being made any more');

-- Two stand by one after the other, and only the last may take over.
insert into seg select 'c', s.* from people, seg, tests.open_segment(ada, seg.call_id, 2) s where name = 'a';
insert into seg select 'd', s.* from people, seg, tests.open_segment(ada, seg.call_id, 2) s where name = 'a';
select throws_ok(
  $$select take_over_call_segment(id, (select ada from people)) from seg where name = 'c'$$, 'PT409', 'segment_superseded',
  'who was replaced while standing by is refused');

-- Handed over: the worker before has let go, and nobody carries the call for a moment.
select append_messages(call_id, (select ada from people),
  '[{"item_id": "y", "position": 4096, "role": "assistant", "text": "All of it"}]', id, 9000,
  '{"item_id": "y", "position": 4096, "role": "assistant", "text": "All"}') from seg where name = 'b';
select end_call_segment(id, (select ada from people), 'handed_over', false) from seg where name = 'b';
select is((select count(*)::int from calls where ended_at is null), 1, 'a segment that hands over leaves the call open');
select results_eq(
  $$select t.audio_ms, t.next_position from seg, people, take_over_call_segment(seg.id, ada) t where name = 'd'$$,
  $$values (9000::bigint, 5120::bigint)$$, 'the next one goes on');
select is((select end_reason from call_segments where number = 2), 'handed_over', 'without a second end of the one before');
select is((select status || ': ' || text from messages where item_id = 'y'), 'completed: All of it', 'a stored answer is not interrupted again');

-- Forming without text leaves nothing.
select append_messages(call_id, (select ada from people), '[]', id, 9000,
  '{"item_id": "z", "position": 5120, "role": "assistant", "text": ""}') from seg where name = 'd';
insert into seg select 'e', s.* from people, seg, tests.open_segment(ada, seg.call_id, p_take_over => true) s where name = 'a';
select results_eq(
  $$select number, standby, audio_ms, next_position, forming_item_id from seg where name = 'e'$$,
  $$values (5, false, 9000::bigint, 5120::bigint, 'z')$$, 'who takes over at once is told the same');
select is_empty($$select 1 from messages where item_id = 'z'$$, 'an answer of which there is no word leaves no row');

insert into seg select 'f', s.* from people, seg, tests.open_segment(ada, seg.call_id, 5) s where name = 'a';
select end_call_segment(id, (select ada from people), 'hangup') from seg where name = 'e';
select throws_ok(
  $$select take_over_call_segment(id, (select ada from people)) from seg where name = 'f'$$, 'PT409', 'call_ended',
  'a call that has ended is not taken over');
select is((select end_reason from call_segments where number = 6), 'hangup', 'who stood by is let go with it');

select * from finish();
rollback;
