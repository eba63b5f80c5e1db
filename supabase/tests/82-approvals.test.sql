-- What a person decides: once, in time, and before anything is done.
begin;
set local search_path = public, extensions;
select plan(52);

create temp table people as select tests.create_user('ada@example.test') as ada, tests.create_user('eve@example.test') as eve;
grant select on people to authenticated, service_role;
create temp table begun (run_id uuid, session_id uuid, existing boolean);
create temp table leases (name text, run_id uuid, lease_token uuid, attempts integer);
grant all on begun, leases to authenticated, service_role;
create function pg_temp.token(p_name text) returns uuid language sql as $$ select lease_token from leases where name = p_name $$;
create function pg_temp.claim(p_name text) returns void language sql as $$ insert into leases select p_name, c.* from ai.claim_run(60) c $$;
create function pg_temp.id(p_number integer) returns uuid language sql as $$ select ('00000000-0000-4000-8000-' || lpad(p_number::text, 12, '0'))::uuid $$;
create function pg_temp.tool(p_number integer, p_extra jsonb) returns jsonb language sql as $$
  select jsonb_build_object('id', pg_temp.id(p_number), 'provider_call_id', 'call_' || p_number, 'name', 'order',
    'arguments', '{"loaves": 2}'::jsonb) || p_extra;
$$;
create function pg_temp.step(p_name text, p_step integer, variadic p_calls jsonb[]) returns integer language sql as $$
  select ai.save_run_step(run_id, lease_token, jsonb_build_object('step', p_step, 'tool_calls', to_jsonb(p_calls)), '[]') from leases where name = p_name;
$$;
-- As if so much time had gone by.
create function pg_temp.wait(p_time interval) returns void language sql security definer as $$
  update ai.approvals set expires_at = expires_at - p_time;
  update ai.tool_calls set expires_at = expires_at - p_time;
  update private.run_jobs set run_after = run_after - p_time, leased_until = leased_until - p_time;
  update ai.runs set deadline_at = deadline_at - p_time, waiting_since = waiting_since - p_time;
$$;
grant execute on all functions in schema pg_temp to authenticated, service_role;

select tests.authenticate_as(ada) from people;
insert into begun select * from ai.start_run(null, 'Order bread.');
select tests.authenticate_as_service();
select pg_temp.claim('first');
select pg_temp.step('first', 1,
  pg_temp.tool(1, '{"needs_approval": true}'), pg_temp.tool(2, '{"needs_approval": true}'), pg_temp.tool(3, '{}'), pg_temp.tool(4, '{"client": true}'));
select results_eq(
  'select id, name, arguments, status from ai.approvals order by id',
  $$select pg_temp.id(n), 'order', '{"loaves": 2}'::jsonb, 'pending' from unnest(array[1, 2]) n$$, 'what needs an approval asks for it');
select throws_ok($$select ai.begin_tool_call(pg_temp.id(1), pg_temp.token('first'))$$, 'PT409', 'tool_call_not_ready', 'before that nothing is done');
select throws_ok(
  $$select ai.finish_tool_call(pg_temp.id(1), pg_temp.token('first'), 'done', 'Ordered.', null, 1)$$, 'PT409', 'tool_call_not_ready', 'nor claimed to be');
select results_eq($$select ai.park_run(run_id, pg_temp.token('first')) from begun$$, array[false], 'what needs none is done first');
select ai.begin_tool_call(pg_temp.id(3), pg_temp.token('first'));
select results_eq($$select ai.park_run(run_id, pg_temp.token('first')) from begun$$, array[false], 'to its end');
select ai.finish_tool_call(pg_temp.id(3), pg_temp.token('first'), 'done', 'Ordered.', null, 1);
select results_eq($$select ai.park_run(run_id, pg_temp.token('first')) from begun$$, array[true], 'then the run waits');
select results_eq('select status, waiting_since is not null from ai.runs', $$values ('waiting', true)$$, 'without a worker');
select throws_ok(
  $$select ai.save_run_events(run_id, pg_temp.token('first'), 60, '[]') from begun$$, 'PT409', 'run_lease_lost', 'none that still writes');
select is_empty($$select c.* from begun, ai.claim_run(60, begun.run_id) c$$, 'none that could take it');

-- Who decides.
select tests.authenticate_as(eve) from people;
select is_empty('select 1 from ai.approvals', 'a stranger sees no approval');
select is_empty('select id from ai.tool_calls', 'and no tool call');
select throws_ok($$select ai.decide_approval(pg_temp.id(1), 'approved')$$, 'PT404', 'approval_not_found', 'and decides nothing');
select throws_ok($$select ai.submit_tool_output(pg_temp.id(4), 'x')$$, 'PT404', 'tool_call_not_found', 'and answers nothing');
select tests.authenticate_as(ada, '{"act": {"sub": "agent"}}') from people;
select is_empty('select 1 from ai.approvals', 'an agent of the person sees none');
select throws_ok($$select ai.decide_approval(pg_temp.id(1), 'approved')$$, 'PT403', 'agent_not_allowed', 'and approves nothing');
select throws_ok($$select ai.submit_tool_output(pg_temp.id(4), 'x')$$, 'PT403', 'agent_not_allowed', 'and answers nothing');
select tests.authenticate_as_service();
select throws_ok($$select ai.decide_approval(pg_temp.id(1), 'approved')$$, '42501', null, 'nor does the server');
select tests.authenticate_as_anon();
select throws_ok($$select ai.decide_approval('00000000-0000-4000-8000-000000000001', 'approved')$$, '42501', null, 'nor who is not signed in');
reset role;
select tests.authenticate_as(ada) from people;
select throws_ok($$update ai.approvals set status = 'approved'$$, '42501', null, 'nor the person by another way');
select throws_ok($$update ai.tool_calls set status = 'pending'$$, '42501', null, 'whichever');
select throws_ok($$select holder from ai.tool_calls$$, '42501', null, 'and who holds a call is nobody''s business');
select throws_ok($$select ai.decide_approval(pg_temp.id(1), 'maybe')$$, 'PT400', 'bad_request', 'a decision is one');
select throws_ok($$select ai.decide_approval(pg_temp.id(1), null)$$, 'PT400', 'bad_request', 'not none');
select throws_ok($$select ai.decide_approval(pg_temp.id(1), 'refused', '{}')$$, 'PT400', 'bad_request', 'what is refused is not changed');
select throws_ok($$select ai.decide_approval(pg_temp.id(1), 'approved', '[]')$$, 'PT400', 'bad_request', 'arguments are an object');
select throws_ok($$select ai.decide_approval(gen_random_uuid(), 'approved')$$, 'PT404', 'approval_not_found', 'no approval, no decision');

-- A day later.
select pg_temp.wait('1 day');
select results_eq($$select ai.decide_approval(pg_temp.id(2), 'refused')$$, array['refused'], 'the person refuses');
select is((select status from ai.runs), 'waiting', 'for that alone the run does not go on');
select results_eq($$select ai.decide_approval(pg_temp.id(1), 'approved', '{"loaves": 1}')$$, array['changed'], 'and approves with a change');
select throws_ok($$select ai.decide_approval(pg_temp.id(1), 'approved')$$, 'PT409', 'approval_decided', 'once');
select throws_ok($$select ai.decide_approval(pg_temp.id(2), 'approved')$$, 'PT409', 'approval_decided', 'for good');
select results_eq(
  'select status, deadline_at > now() + interval ''14 minutes'' from ai.runs', $$values ('queued', true)$$, 'the run goes on, with the time that it had');
select results_eq(
  'select arguments, status from ai.approvals where id = pg_temp.id(1)', $$values ('{"loaves": 2}'::jsonb, 'changed')$$, 'what was asked stays readable');
select results_eq(
  'select arguments, status from ai.tool_calls where id = pg_temp.id(1)', $$values ('{"loaves": 1}'::jsonb, 'pending')$$, 'what is done is what was approved');
select results_eq(
  $$select data ->> 'decision' from ai.run_events where type = 'tool.decided' order by seq$$, array['refused', 'changed'], 'and everybody hears it');
select tests.authenticate_as_service();
select pg_temp.claim('second');
select throws_ok($$select ai.begin_tool_call(pg_temp.id(2), pg_temp.token('second'))$$, 'PT409', 'tool_call_done', 'what was refused is not done');
select lives_ok($$select ai.finish_tool_call(pg_temp.id(2), pg_temp.token('second'), 'refused', 'Refused.', null, 0)$$, 'which the model is told');
select results_eq($$select ai.begin_tool_call(pg_temp.id(1), pg_temp.token('second'))$$, array['run'], 'what was approved is');
select ai.finish_tool_call(pg_temp.id(1), pg_temp.token('second'), 'done', 'Ordered.', null, 1);
select results_eq($$select ai.park_run(run_id, pg_temp.token('second')) from begun$$, array[true], 'then the client has to answer');
select tests.authenticate_as(ada) from people;
select throws_ok($$select ai.submit_tool_output(pg_temp.id(1), 'x')$$, 'PT404', 'tool_call_not_found', 'for a function of its own');
select throws_ok($$select ai.submit_tool_output(pg_temp.id(4), repeat('x', 64001))$$, 'PT400', 'bad_request', 'at no length');
select results_eq($$select ai.submit_tool_output(pg_temp.id(4), 'Shown.')$$, array['done'], 'its answer is taken');
select throws_ok($$select ai.submit_tool_output(pg_temp.id(4), 'Shown.')$$, 'PT409', 'tool_call_done', 'once');
select is((select status from ai.runs), 'queued', 'and the run goes on');

-- Nobody decides.
select tests.authenticate_as_service();
select pg_temp.claim('third');
select pg_temp.step('third', 2, pg_temp.tool(5, '{"needs_approval": true}'), pg_temp.tool(6, '{"client": true}'));
select ai.park_run(run_id, pg_temp.token('third')) from begun;
select pg_temp.wait('8 days');
select tests.authenticate_as(ada) from people;
select throws_ok($$select ai.decide_approval(pg_temp.id(5), 'approved')$$, 'PT410', 'approval_expired', 'after a week it is too late');
select tests.authenticate_as_service();
select results_eq('select ai.has_due_run()', array[true], 'the run is due then');
select pg_temp.claim('fourth');
select results_eq(
  'select t.status, a.status from ai.tool_calls t left join ai.approvals a using (id) where t.step = 2 order by t.number',
  $$values ('refused', 'expired'), ('failed', null)$$, 'and goes on with that');
select results_eq('select status, deadline_at > now() from ai.runs', $$values ('running', true)$$, 'in time');

-- Cancelled while it waits.
select pg_temp.step('fourth', 3, pg_temp.tool(7, '{"needs_approval": true}'));
select ai.park_run(run_id, pg_temp.token('fourth')) from begun;
select tests.authenticate_as(ada) from people;
select results_eq('select ai.cancel_run(run_id) from begun', array['cancelled'], 'a run that waits is cancelled');
select throws_ok($$select ai.decide_approval(pg_temp.id(7), 'approved')$$, 'PT409', 'approval_decided', 'with what it waited for');
select results_eq(
  'select t.status, a.status from ai.tool_calls t join ai.approvals a using (id) where t.step = 3', $$values ('cancelled', 'cancelled')$$, 'both of it');
select tests.authenticate_as_service();
select is_empty('select 1 from ai.claim_run(60)', 'and nobody takes it up');

select * from finish();
rollback;
