-- Workers and runs: who holds the lease writes, nobody else; what is stored is not done again; limits hold whoever works.
begin;
set local search_path = public, extensions;
select plan(58);

create temp table people as select tests.create_user('ada@example.test') as ada;
grant select on people to authenticated, service_role;
create temp table begun (name text, run_id uuid, session_id uuid, existing boolean);
create temp table leases (name text, run_id uuid, lease_token uuid, attempts integer);
grant all on begun, leases to authenticated, service_role;
create function pg_temp.run(p_name text) returns uuid language sql as $$ select run_id from begun where name = p_name $$;
create function pg_temp.token(p_name text) returns uuid language sql as $$ select lease_token from leases where name = p_name $$;
create function pg_temp.start(p_name text, p_text text, p_session uuid default null) returns void language plpgsql security definer as $$
begin
  perform set_config('request.jwt.claims', jsonb_build_object('sub', ada, 'role', 'authenticated')::text, true) from people;
  insert into begun select p_name, s.* from ai.start_run(null, p_text, p_session) s;
  perform set_config('request.jwt.claims', '{"role":"service_role"}', true);
end $$;
create function pg_temp.claim(p_name text, p_run uuid default null) returns void language sql as $$
  insert into leases select p_name, c.* from ai.claim_run(60, p_run) c;
$$;
-- As if every worker had been silent for a minute.
create function pg_temp.lapse() returns void language sql security definer as $$
  update private.run_jobs set leased_until = now() - interval '1 second' where leased_until is not null;
$$;
-- As the ledger has it of a step.
create function pg_temp.spend(p_name text, p_cost integer) returns void language sql security definer as $$
  insert into llm.usage (organization_id, user_id, source, run_id, model, input_tokens, output_tokens, cost_micro_usd, month)
    select r.organization_id, r.user_id, 'run', r.id, 'm', 5, 7, p_cost, llm.this_month() from ai.runs r join leases l on l.run_id = r.id where l.name = p_name;
$$;
create function pg_temp.admit(p_name text) returns llm.admission language sql security definer as $$
  select llm.admit(jsonb_build_object('organization_id', r.organization_id, 'user_id', r.user_id, 'source', 'run', 'run_id', r.id, 'kind', 'chat'),
    '{"input_tokens": 10, "output_tokens": 10}')
  from ai.runs r join leases l on l.run_id = r.id where l.name = p_name;
$$;
create function pg_temp.step(p_name text, p_step integer, p_text text, p_calls jsonb default '[]') returns integer language sql as $$
  select ai.save_run_step(run_id, lease_token, jsonb_build_object('step', p_step, 'text', p_text, 'tool_calls', p_calls),
    '[{"type": "step.done", "data": {}}]')
  from leases where name = p_name;
$$;
create function pg_temp.tool(p_id text, p_extra jsonb default '{}') returns jsonb language sql as $$
  select jsonb_build_object('id', '00000000-0000-4000-8000-' || lpad(p_id, 12, '0'), 'provider_call_id', 'call_' || p_id,
    'name', 'look_up', 'arguments', '{"word": "bread"}'::jsonb) || p_extra;
$$;
create function pg_temp.id(p_id text) returns uuid language sql as $$ select ('00000000-0000-4000-8000-' || lpad(p_id, 12, '0'))::uuid $$;
create function pg_temp.limits(p_run uuid, p_cost bigint, p_over interval) returns void language sql security definer as $$
  update ai.runs set max_cost_micro_usd = p_cost, deadline_at = clock_timestamp() - p_over where id = p_run;
$$;
grant execute on all functions in schema pg_temp to authenticated, service_role;

select tests.authenticate_as_service();
select results_eq('select ai.has_due_run()', array[false], 'nothing is to be done');
select pg_temp.start('one', 'How long does a loaf take?');
select results_eq('select ai.has_due_run()', array[true], 'until somebody asks');
select pg_temp.claim('first', pg_temp.run('one'));
select results_eq('select ai.has_due_run()', array[false], 'and a worker took it');
select is_empty('select 1 from ai.claim_run(60)', 'what is held is nobody else''s');
select is_empty($$select 1 from ai.claim_run(60, pg_temp.run('one'))$$, 'though it is asked for by name');
select results_eq($$select status, started_at is not null from ai.runs$$, $$values ('running', true)$$, 'it runs');
select results_eq(
  $$select d -> 'run' ->> 'text', d -> 'agent' ->> 'name', d ->> 'person_id', d -> 'history', d -> 'steps', (d ->> 'last_seq')::int
    from ai.run_to_do(pg_temp.run('one'), pg_temp.token('first')) d$$,
  $$select 'How long does a loaf take?', 'Robin', ada::text, '[]'::jsonb, '[]'::jsonb, 1 from people$$, 'the worker hears what to do');
select results_eq(
  $$select ai.save_run_events(pg_temp.run('one'), pg_temp.token('first'), 60, '[{"type": "step.started", "data": {"step": 1}},
    {"type": "text.delta", "data": {"step": 1, "delta": "An "}}, {"type": "text.delta", "data": {"step": 1, "delta": "hour"}}]')$$,
  array[4], 'events are counted');
select throws_ok(
  $$select ai.save_run_events(pg_temp.run('one'), pg_temp.token('first'), 60, '[{"type": "nonsense", "data": {}}]')$$, '23514', null,
  'and named as events are');

-- A worker that was thought dead.
select pg_temp.lapse();
select pg_temp.claim('second');
select results_eq($$select attempts from leases where name = 'second'$$, array[2], 'after a silence another worker takes it');
select throws_ok(statement, 'PT409', 'run_lease_lost', 'the first may not: ' || statement)
from unnest(array[
  $$select ai.run_to_do(pg_temp.run('one'), pg_temp.token('first'))$$,
  $$select ai.save_run_events(pg_temp.run('one'), pg_temp.token('first'), 60, '[]')$$,
  $$select pg_temp.step('first', 1, 'No.')$$,
  $$select ai.park_run(pg_temp.run('one'), pg_temp.token('first'))$$,
  $$select ai.release_run(pg_temp.run('one'), pg_temp.token('first'))$$,
  $$select ai.finish_run(pg_temp.run('one'), pg_temp.token('first'), 'completed', null)$$,
  $$select ai.finish_run(pg_temp.run('one'), null, 'completed', null)$$
]) statement;

-- A step with tools.
select throws_ok($$select pg_temp.step('second', 2, 'No.')$$, 'PT409', 'run_step_out_of_order', 'a step comes after the one before');
select results_eq(
  $$select pg_temp.step('second', 1, 'Let me see.', jsonb_build_array(pg_temp.tool('1'), pg_temp.tool('2', '{"repeatable": true}')))$$, array[5],
  'a step is stored');
select throws_ok($$select pg_temp.step('second', 1, 'Again.')$$, 'PT409', 'run_step_out_of_order', 'once');
select pg_temp.spend('second', 10);
select results_eq(
  'select steps, input_tokens, output_tokens, cost_micro_usd from ai.runs', $$values (1, 5::bigint, 7::bigint, 10::bigint)$$, 'with what it cost');
select results_eq(
  'select name, status, step, number from ai.tool_calls order by number', $$values ('look_up', 'pending', 1, 1), ('look_up', 'pending', 1, 2)$$,
  'and the calls that it asks for');
select results_eq($$select ai.begin_tool_call(pg_temp.id('1'), pg_temp.token('second'))$$, array['run'], 'a call is made');
select results_eq($$select ai.begin_tool_call(pg_temp.id('1'), pg_temp.token('second'))$$, array['run'], 'by this worker, whose answer got lost');
select ai.begin_tool_call(pg_temp.id('2'), pg_temp.token('second'));
select pg_temp.lapse();
select pg_temp.claim('third');
select throws_ok(
  $$select ai.finish_tool_call(pg_temp.id('1'), pg_temp.token('second'), 'done', 'Late.', null, 5)$$, 'PT409', 'run_lease_lost',
  'a worker that was thought dead stores no result');
select throws_ok(
  $$select ai.begin_tool_call(pg_temp.id('1'), pg_temp.token('second'))$$, 'PT409', 'run_lease_lost', 'and begins no call');
select results_eq($$select ai.begin_tool_call(pg_temp.id('1'), pg_temp.token('third'))$$, array['unknown'], 'the next does not repeat it');
select throws_ok($$select ai.begin_tool_call(pg_temp.id('1'), pg_temp.token('third'))$$, 'PT409', 'tool_call_done', 'for good');
select throws_ok(
  $$select ai.finish_tool_call(pg_temp.id('1'), pg_temp.token('third'), 'done', 'Yes.', null, 5)$$, 'PT409', 'tool_call_done', 'and claims no result');
select lives_ok(
  $$select ai.finish_tool_call(pg_temp.id('1'), pg_temp.token('third'), 'unknown', 'Nobody knows.', null, 5)$$, 'but says so to the model');
select results_eq($$select ai.begin_tool_call(pg_temp.id('2'), pg_temp.token('third'))$$, array['again'], 'what is repeatable is repeated');
select results_eq(
  $$select ai.finish_tool_call(pg_temp.id('2'), pg_temp.token('third'), 'done', repeat('x', 70000), null, 5, '[{"type": "tool.done", "data": {}}]')$$,
  array[6], 'and its result stored with its event');
select results_eq($$select char_length(output), attempts from ai.tool_calls where id = pg_temp.id('2')$$, $$values (64000, 2)$$, 'cut to its size');
select throws_ok($$select ai.begin_tool_call(gen_random_uuid(), pg_temp.token('third'))$$, 'PT404', 'tool_call_not_found', 'no call, no result');
select results_eq(
  $$select d #>> '{steps,0,text}', d #>> '{steps,0,tool_calls,0,status}', d #>> '{steps,0,tool_calls,0,output}', d #> '{steps,0,tool_calls,0,holder}'
    from ai.run_to_do(pg_temp.run('one'), pg_temp.token('third')) d$$,
  $$values ('Let me see.', 'unknown', 'Nobody knows.', null::jsonb)$$, 'the next worker goes on from there');
select results_eq($$select ai.park_run(pg_temp.run('one'), pg_temp.token('third'))$$, array[false], 'nothing is waited for');
select lives_ok($$select ai.release_run(pg_temp.run('one'), pg_temp.token('third'))$$, 'a worker whose time is over gives it back');
select pg_temp.claim('fourth');
select results_eq($$select attempts from leases where name = 'fourth'$$, array[1], 'which is no attempt');
select pg_temp.step('fourth', 2, 'An hour.');
select results_eq($$select ai.finish_run(pg_temp.run('one'), pg_temp.token('fourth'), 'completed', null)$$, array[8], 'a run is completed');
select throws_ok(
  $$select ai.save_run_events(pg_temp.run('one'), pg_temp.token('fourth'), 60, '[]')$$, 'PT409', 'run_lease_lost', 'and over');
select results_eq(
  'select array_agg(type order by seq)::text[] from ai.run_events',
  $$values ('{run.started,step.started,text.delta,text.delta,step.done,tool.done,step.done,run.done}'::text[])$$, 'its events tell it all');

-- History, by text and by voice.
reset role;
insert into calls (user_id, organization_id, chat_session_id, ended_at)
  select ada, s.organization_id, s.id, now() from people, chat_sessions s;
insert into messages (call_id, role, text, item_id, position)
  select id, 'assistant', 'Second.', 'b', 2048 from calls union all select id, 'user', 'First.', 'a', 1024 from calls;
update messages set inserted_at = clock_timestamp();
select tests.authenticate_as_service();
select pg_temp.start('two', 'And rye?', (select session_id from begun));
select pg_temp.claim('fifth');
select results_eq(
  $$select string_agg(h ->> 'role' || ' ' || (h ->> 'source') || ': ' || (h ->> 'text'), '; ')
    from ai.run_to_do(pg_temp.run('two'), pg_temp.token('fifth')) d, jsonb_array_elements(d -> 'history') h$$,
  $$values ('user text: How long does a loaf take?; assistant text: Let me see.; tool tool: ; tool tool: ; assistant text: An hour.; '
    || 'user voice: First.; assistant voice: Second.')$$, 'what was said before comes in its order');
select results_eq(
  $$select jsonb_array_length(ai.chat_history(s.id, s.user_id, 5)) from chat_sessions s$$, array[7],
  'as many turns as are asked for, with the tool calls in between');
select throws_ok($$select ai.chat_history(session_id, gen_random_uuid()) from begun limit 1$$, 'PT404', 'session_not_found', 'to its person');
select throws_ok(
  $$insert into calls (user_id, organization_id, chat_session_id) select tests.create_user('eve@example.test'), s.organization_id, s.id from chat_sessions s$$,
  null, null, 'a session takes nobody else''s call');

-- Cancelled under a worker.
select ai.save_run_events(pg_temp.run('two'), pg_temp.token('fifth'), 60, '[{"type": "step.started", "data": {"step": 1}},
  {"type": "text.delta", "data": {"step": 1, "delta": "Rye takes "}}, {"type": "text.delta", "data": {"step": 1, "delta": "longer"}}]');
select tests.authenticate_as(ada) from people;
select ai.cancel_run(pg_temp.run('two'));
select results_eq(
  $$select text, status from chat_messages where run_id = pg_temp.run('two') and role = 'assistant'$$, $$values ('Rye takes longer', 'interrupted')$$,
  'what was said when it was stopped stays');
select tests.authenticate_as_service();
select throws_ok($$select pg_temp.step('fifth', 1, 'Rye takes longer.')$$, 'PT409', 'run_cancelled', 'its worker learns that it is to stop');

-- Limits.
select pg_temp.start('three', 'How much is a loaf?');
do $$ begin for turn in 1..6 loop perform pg_temp.claim('again'); perform pg_temp.lapse(); end loop; end $$;
select results_eq(
  $$select status, error_code from ai.runs where id = pg_temp.run('three')$$, $$values ('failed', 'run_too_complex')$$, 'what ends its workers five times fails');
select pg_temp.start('four', 'How much is a loaf?');
select pg_temp.limits(pg_temp.run('four'), 10, '-1 minute');
select pg_temp.claim('costly');
select isnt((pg_temp.admit('costly')).hold_id, null, 'money is put by for a step while a run has some');
select pg_temp.spend('costly', 11);
select lives_ok($$select pg_temp.step('costly', 1, 'One.')$$, 'a step that was paid for is stored, whatever it came to');
select throws_ok($$select pg_temp.admit('costly')$$, 'PT402', 'run_cost_limit', 'but no more is spent');
select pg_temp.limits(pg_temp.run('four'), 1000, '6 minutes');
select throws_ok($$select pg_temp.step('costly', 2, 'Two.')$$, 'PT408', 'run_time_limit', 'nor time');
select pg_temp.lapse();
select is_empty('select 1 from ai.claim_run(60)', 'a run whose time is over is taken by nobody');
select results_eq(
  $$select status, error_code from ai.runs where id = pg_temp.run('four')$$, $$values ('failed', 'run_time_limit')$$, 'and fails');

-- With the session goes everything.
select tests.authenticate_as(ada) from people;
delete from chat_sessions;
reset role;
select is((select count(*)::int from ai.runs), 0, 'with a session go its runs');
select is((select (select count(*) from chat_messages) + (select count(*) from ai.run_events) + (select count(*) from ai.tool_calls)
  + (select count(*) from ai.approvals) + (select count(*) from private.run_jobs) + (select count(*) from private.run_inputs))::int, 0,
  'and all that hangs on them');
select is((select count(*)::int from calls where chat_session_id is null), 1, 'but its calls stay');
select tests.authenticate_as_service();
select throws_ok($$select pg_temp.step('costly', 2, 'Two.')$$, 'PT409', 'run_lease_lost', 'a worker of it learns that it is to stop');

select * from finish();
rollback;
