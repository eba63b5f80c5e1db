-- What is told live, on which channel, and who hears it.
begin;
set local search_path = public, extensions;
select plan(24);

create temp table people as select tests.create_user('ada@example.test') as ada, tests.create_user('eve@example.test') as eve;
grant select on people to anon, authenticated, service_role;
create temp table begun (run_id uuid, session_id uuid, existing boolean);
grant all on begun to anon, authenticated, service_role;
create temp table told as select topic, event, payload, private from realtime.messages where false;
create function pg_temp.told() returns setof realtime.messages language sql security definer as $$
  select * from realtime.messages where topic like 'user:%' order by (payload ->> 'created_at')::timestamptz, (payload ->> 'seq')::int;
$$;
-- What somebody hears of a topic, asked as Realtime asks: with a message of it that is taken back.
create function pg_temp.hears(p_topic text, p_extension text default 'broadcast') returns boolean language plpgsql as $$
begin
  perform set_config('realtime.topic', p_topic, true);
  return exists (select 1 from realtime.messages where topic = p_topic and extension = p_extension);
end $$;
create function pg_temp.probe(p_topic text) returns void language sql security definer as $$
  insert into realtime.messages (topic, extension) select p_topic, e from unnest(array['broadcast', 'presence']) e;
$$;
grant execute on all functions in schema pg_temp to anon, authenticated, service_role;

select tests.authenticate_as(ada) from people;
insert into begun select * from ai.start_run(null, 'Order bread.');
select results_eq(
  $$select topic, event, payload ->> 'run_id', payload ->> 'session_id', payload ->> 'seq', payload ->> 'type', payload #>> '{data,text}', private from pg_temp.told()$$,
  $$select 'user:' || ada, 'run.started', run_id::text, session_id::text, '1', 'run.started', 'Order bread.', true from people, begun$$,
  'an event is told on its person''s private channel');
select tests.authenticate_as_service();
create temp table lease as select c.* from ai.claim_run(60) c;
select ai.save_run_step(run_id, lease_token, '{"step": 1, "text": "", "tool_calls": [{"id": "00000000-0000-4000-8000-000000000001",
  "provider_call_id": "c", "name": "order", "arguments": {"loaves": 2}, "needs_approval": true}]}', '[]') from lease;
select results_eq(
  $$select event, payload -> 'seq', payload #>> '{data,name}', payload #>> '{data,status}' from pg_temp.told() where event like 'approval%'$$,
  $$values ('approval.requested', 'null'::jsonb, 'order', 'pending')$$, 'so is what waits for an approval');
select ai.save_run_events(run_id, lease_token, 60, jsonb_build_array(jsonb_build_object('type', 'text.done', 'data', jsonb_build_object('text', repeat('x', 300000))))) from lease;
select results_eq(
  $$select payload -> 'data', payload ->> 'seq' from pg_temp.told() where event = 'text.done'$$, $$values ('null'::jsonb, '2')$$,
  'what is too large comes without its data');
select tests.authenticate_as(ada) from people;
select ai.decide_approval('00000000-0000-4000-8000-000000000001', 'approved');
select results_eq(
  $$select payload #>> '{data,status}' from pg_temp.told() where event = 'approval.decided'$$, array['approved'], 'and what was decided');
select is((select count(distinct topic)::int from pg_temp.told()), 1, 'all of it on that channel');

-- Who hears it.
reset role;
select pg_temp.probe('run:' || run_id) from begun;
select pg_temp.probe('user:') ;
select pg_temp.probe('run:nonsense');
select pg_temp.probe('elsewhere');
select pg_temp.probe('user:' || ada) from people;
select tests.authenticate_as(ada) from people;
select is(pg_temp.hears('user:' || ada), true, 'a person hears their channel') from people;
select is(pg_temp.hears('run:' || run_id), true, 'and their run''s') from begun;
select is(pg_temp.hears('user:' || ada, 'presence'), false, 'and who else listens is not told') from people;
select is(pg_temp.hears('user:'), false, 'nobody''s channel is not theirs');
select is(pg_temp.hears('run:nonsense'), false, 'nor one of no run');
select is(pg_temp.hears('elsewhere'), false, 'nor any other');
select tests.authenticate_as(ada, '{"act": {"sub": "agent"}}') from people;
select is(pg_temp.hears('user:' || ada), false, 'an agent does not hear its person''s channel') from people;
select is(pg_temp.hears('run:' || run_id), false, 'nor a run''s') from begun;
select is_empty('select 1 from realtime.messages', 'nor anything');
select tests.authenticate_as(eve) from people;
select is(pg_temp.hears('user:' || ada), false, 'a stranger does not') from people;
select is(pg_temp.hears('run:' || run_id), false, 'of no channel') from begun;
select tests.authenticate_as_anon();
select is(pg_temp.hears('user:' || ada), false, 'nor who is not signed in') from people;
select is_empty('select 1 from realtime.messages', 'whatever they look at');

-- Who tells.
select tests.authenticate_as(ada) from people;
select throws_ok(
  $$insert into realtime.messages (topic, extension, event, payload, private) select 'user:' || ada, 'broadcast', 'run.done', '{}', true from people$$,
  '42501', null, 'people tell nothing on their channel');
create temp table before as select count(*) as told from pg_temp.told();
select realtime.send('{}', 'run.done', 'user:' || ada, true) from people;
select is((select count(*) from pg_temp.told()), (select told from before), 'by no function');
select tests.authenticate_as(eve) from people;
select throws_ok(
  $$insert into realtime.messages (topic, extension, event, payload, private) select 'user:' || ada, 'broadcast', 'run.done', '{}', true from people$$,
  '42501', null, 'nor does a stranger');
select throws_ok(
  $$select private.tell_person(ada, 'run.done', '{}') from people$$, '42501', null, 'by ours neither');
select results_eq(
  $$update realtime.messages set payload = '{}' returning 1$$, 'select 1 where false', 'what was told is not changed');
select tests.authenticate_as_service();
select is((select count(*)::int from pg_temp.told() where event = 'run.done'), 0, 'nothing was told that did not happen');

select * from finish();
rollback;
