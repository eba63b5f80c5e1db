-- What a worker writes counts while it carries the call.
begin;
set local search_path = public, extensions;
select plan(25);

create temp table people as
  select tests.create_user('ada@example.test') as ada, tests.create_user('bob@example.test') as bob;
create temp table seg (name text, call_id uuid, id uuid, number integer, standby boolean, audio_ms bigint, next_position bigint, forming_item_id text);
grant select on people to anon, authenticated, service_role;
grant all on seg to authenticated, service_role;

insert into seg select 'a', s.* from people, tests.open_segment(ada) s;
insert into seg select 'bob', s.* from people, tests.open_segment(bob) s;
insert into seg select 'b', s.* from people, seg, tests.open_segment(ada, seg.call_id, 1) s where name = 'a';
create function pg_temp.append(p_segment text, p_items jsonb, p_audio_ms bigint default null, p_forming jsonb default null)
returns setof text language sql as $$
  select m.item_id from seg, people, append_messages(
    (select call_id from seg where name = 'a'), ada, p_items, seg.id, p_audio_ms, p_forming) m
  where name = p_segment;
$$;

select tests.authenticate_as_service();
select results_eq(
  $$select pg_temp.append('a', '[
    {"item_id": "q", "position": 1024, "role": "user", "text": "Bread?", "started_at": "2026-11-21T10:00:00Z", "duration_ms": 900},
    {"item_id": "r", "previous_item_id": "q", "position": 2048, "role": "assistant", "text": "Of flour and water.",
     "marks": [[500, 8], [1200, 19]], "started_at": "2026-11-21T10:00:01.3Z", "duration_ms": 1200, "latency_ms": 400}]', 4000)$$,
  $$values ('q'), ('r')$$, 'the live segment writes');
select results_eq(
  'select item_id, marks, started_at, duration_ms, latency_ms from messages order by position',
  $$values
    ('q', null::jsonb, '2026-11-21T10:00:00Z'::timestamptz, 900, null::integer),
    ('r', '[[500, 8], [1200, 19]]', '2026-11-21T10:00:01.3Z', 1200, 400)$$, 'with the timing of every turn');
select throws_ok($$select pg_temp.append('b', '[]')$$, 'PT409', 'segment_superseded', 'who stands by does not');
select throws_ok($$select pg_temp.append('bob', '[]')$$, 'PT409', 'segment_superseded', 'nor the live segment of another call');
select throws_ok(
  $$select append_messages(call_id, (select bob from people), '[]', id) from seg where name = 'a'$$, 'PT404', 'call_not_found', 'nor another owner');

select is_empty(
  $$select pg_temp.append('a', '[{"item_id": "r", "position": 2048, "role": "assistant", "text": "Of flour and water."}]', 3000)$$,
  'a repeated item without its timing changes nothing');
reset role;
select is((select audio_ms from private.call_progress), 4000::bigint, 'the microphone''s stream never goes back');
select tests.authenticate_as_service();
select results_eq(
  $$select pg_temp.append('a', '[{"item_id": "r", "position": 2048, "role": "assistant", "text": "Of flour", "status": "interrupted", "heard_ms": 500}]', 4500)$$,
  $$values ('r')$$, 'an interruption replaces the answer');
select is((select marks::text || duration_ms || ' ' || latency_ms from messages where item_id = 'r'), '[[500, 8], [1200, 19]]1200 400', 'and keeps its timing');
select is_empty(
  $$select pg_temp.append('a', '[{"item_id": "r", "position": 2048, "role": "assistant", "text": "Of flour and water."}]')$$,
  'a late whole answer does not bring it back');
select isnt_empty(
  $$select pg_temp.append('a', '[{"item_id": "r", "position": 2048, "role": "assistant", "text": "Of", "status": "interrupted", "heard_ms": 100}]')$$,
  'one that was heard less of does');

-- Of an answer that nobody heard there is no row.
select is_empty(
  $$select pg_temp.append('a', '[{"item_id": "r", "position": 2048, "role": "assistant", "text": "", "status": "interrupted", "heard_ms": 0}]')$$,
  'an answer of which nothing was heard is taken back');
select is_empty(
  $$select pg_temp.append('a', '[{"item_id": "r", "position": 2048, "role": "assistant", "text": "", "status": "interrupted", "heard_ms": 0}]')$$,
  'and again');
select results_eq('select item_id from messages', $$values ('q')$$, 'its row is gone');
select isnt_empty(
  $$select pg_temp.append('a', '[{"item_id": "u", "position": 3072, "role": "user", "text": "", "status": "failed"}]')$$,
  'a turn of the caller that could not be transcribed stays');
select isnt_empty(
  $$select append_messages(call_id, (select ada from people), '[{"item_id": "old", "position": 4096, "role": "assistant", "text": "", "status": "interrupted"}]')
    from seg where name = 'a'$$, 'without a segment rows are written as ever');

-- The answer in the making.
select pg_temp.append('a', '[]', 5000, '{"item_id": "x", "position": 5120, "role": "assistant", "text": "Well"}');
reset role;
select results_eq(
  $$select audio_ms, forming ->> 'text', forming_segment_id = (select id from seg where name = 'a') from private.call_progress$$,
  $$values (5000::bigint, 'Well', true)$$, 'an answer in the making is kept beside the rows');
select tests.authenticate_as_service();
select throws_ok(
  $$select pg_temp.append('a', '[{"item_id": "lost", "position": 6144, "role": "user", "text": "?"}]', 6000, '{"item_id": "x", "role": "assistant", "text": "no position"}')$$,
  '23514', null, 'one that could not become a row is refused at once');
select throws_ok(
  $$select pg_temp.append('a', '[]', 6000, '{"item_id": "x", "position": 1, "role": "assistant", "heard_ms": -1}')$$,
  '23514', null, 'so that taking over never fails for it');
select throws_ok(
  $$select pg_temp.append('a', '[{"item_id": "lost", "position": 6144, "role": "robot", "text": "?"}]', 7000)$$, '23514', null, 'a batch that is refused');
reset role;
select is((select audio_ms from private.call_progress), 5000::bigint, 'acknowledges nothing of the stream');
select is_empty($$select 1 from messages where item_id = 'lost'$$, 'and leaves no row');
select tests.authenticate_as_service();
select pg_temp.append('a', '[]', 5000);
reset role;
select results_eq(
  'select forming is null, forming_segment_id is null from private.call_progress', $$values (true, true)$$, 'without one nothing is being made');

select tests.authenticate_as_service();
select end_call_segment(id, (select ada from people), 'handed_over', false) from seg where name = 'a';
select throws_ok($$select pg_temp.append('a', '[]')$$, 'PT409', 'segment_superseded', 'a segment that was handed over writes no more');
select throws_ok('select * from private.call_progress', '42501', null, 'nobody reaches the progress but through the functions');

select * from finish();
rollback;
