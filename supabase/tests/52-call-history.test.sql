-- The transcript as the next worker reads it.
begin;
set local search_path = public, extensions;
select plan(9);

create temp table people as
  select tests.create_user('ada@example.test') as ada, tests.create_user('bob@example.test') as bob;
create temp table seg (name text, call_id uuid, id uuid, number integer, standby boolean, audio_ms bigint, next_position bigint, forming_item_id text);
grant select on people to anon, authenticated, service_role;
grant all on seg to authenticated, service_role;

insert into seg select 'a', s.* from people, tests.open_segment(ada) s;
insert into seg select 'b', s.* from people, seg, tests.open_segment(ada, seg.call_id, 1) s where name = 'a';
create temp table looks (at timestamptz);
grant all on looks to service_role;
create function pg_temp.append(p_items jsonb) returns void language sql as $$
  select append_messages(call_id, ada, p_items, id) from seg, people where name = 'a';
$$;

select tests.authenticate_as_service();
select is_empty($$select h.* from seg, people, call_history(id, ada) h where name = 'b'$$, 'nothing was said yet');
select pg_temp.append('[
  {"item_id": "t", "previous_item_id": "q", "position": 2048, "role": "tool", "source": "tool", "tool": {"name": "reserve_cake", "call_id": "c", "arguments": "{}"}},
  {"item_id": "q", "position": 1024, "role": "user", "source": "text", "text": "A cake"},
  {"item_id": "r", "previous_item_id": "t", "position": 3072, "role": "assistant", "text": "Gladly", "marks": [[300, 6]]}]');
select results_eq(
  $$select item_id, previous_item_id, position, role, text, status, source, heard_ms, tool -> 'name', marks from seg, people, call_history(id, ada) h where name = 'b'$$,
  $$values
    ('q', null, 1024::bigint, 'user', 'A cake', 'completed', 'text', null::integer, null::jsonb, null::jsonb),
    ('t', 'q', 2048, 'tool', '', 'completed', 'tool', null, '"reserve_cake"', null),
    ('r', 't', 3072, 'assistant', 'Gladly', 'completed', 'voice', null, null, '[[300, 6]]')$$,
  'a worker that stands by reads the conversation in its order');
insert into looks select distinct read_at from seg, people, call_history(id, ada) h where name = 'b';
select is((select count(*)::int from looks), 1, 'read at one time');
select is_empty($$select h.* from looks, seg, people, call_history(id, ada, at) h where name = 'b'$$, 'since then nothing came');
select pg_temp.append('[
  {"item_id": "q", "position": 1024, "role": "user", "source": "text", "text": "A cake"},
  {"item_id": "r", "position": 3072, "role": "assistant", "text": "Glad", "status": "interrupted", "heard_ms": 200},
  {"item_id": "n", "previous_item_id": "r", "position": 4096, "role": "user", "text": "Two"}]');
select results_eq(
  $$select item_id, text from looks, seg, people, call_history(id, ada, at) h where name = 'b'$$,
  $$values ('r', 'Glad'), ('n', 'Two')$$, 'what changed and what is new comes, what was only repeated does not');
select throws_ok(
  $$select call_history(id, (select bob from people)) from seg where name = 'b'$$, 'PT404', 'call_not_found', 'not for another owner');
select throws_ok(
  $$select call_history(gen_random_uuid(), ada) from people$$, 'PT404', 'call_not_found', 'not without a segment');
select end_call_segment(id, (select ada from people), 'hangup') from seg where name = 'a';
select is((select count(*)::int from seg, people, call_history(id, ada) h where name = 'b'), 4, 'an ended call can be read');

reset role;
select isnt_empty(
  $$select 1 from pg_publication_tables where pubname = 'supabase_realtime' and schemaname = 'public' and tablename = 'call_segments'$$,
  'the web app sees segments come and go');

select * from finish();
rollback;
