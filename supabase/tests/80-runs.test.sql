-- Who begins runs with which agent, how many, and who sees what of them.
begin;
set local search_path = public, extensions;
select plan(66);

create temp table people as
  select tests.create_user('ada@example.test') as ada, tests.create_user('bob@example.test') as bob,
    tests.create_user('eve@example.test') as eve, gen_random_uuid() as shared, gen_random_uuid() as ours, gen_random_uuid() as draft,
    gen_random_uuid() as key;
grant select on people to anon, authenticated, service_role;
insert into organizations (id, name) select shared, 'Bakery' from people;
insert into memberships (organization_id, user_id, role)
  select shared, ada, 'owner' from people union all select shared, bob, 'member' from people;
insert into agents (id, organization_id, name, instructions, status)
  select ours, shared, 'Baker', 'Bake.', 'published' from people union all select draft, shared, 'Apprentice', 'Learn.', 'draft' from people;
create temp table begun (name text, run_id uuid, session_id uuid, existing boolean);
grant all on begun to authenticated, service_role;
create function pg_temp.run(p_name text) returns uuid language sql as $$ select run_id from begun where name = p_name $$;
create function pg_temp.session(p_name text) returns uuid language sql as $$ select session_id from begun where name = p_name $$;
create function pg_temp.start(p_name text, p_text text, p_session uuid default null, p_key uuid default null) returns void language sql as $$
  insert into begun select p_name, s.* from people, ai.start_run(ours, p_text, p_session, p_idempotency_key => p_key) s;
$$;
-- As a worker would, at once.
create function pg_temp.finish(p_run uuid, p_status text) returns void language plpgsql security definer as $$
declare v_token uuid := (select lease_token from ai.claim_run(60, p_run));
begin
  perform ai.finish_run(p_run, v_token, p_status, case when p_status = 'failed' then 'provider_error' end);
end $$;
grant execute on all functions in schema pg_temp to authenticated, service_role;

-- Beginning.
select tests.authenticate_as(bob) from people;
select lives_ok($$select pg_temp.start('first', E'  How long does\n a loaf   take?  ', null, (select key from people))$$, 'a member asks a published agent');
select results_eq(
  'select title, agent_id, organization_id from chat_sessions', 'select ''How long does a loaf take?'', ours, shared from people',
  'in a session that is called after what was asked');
select results_eq(
  'select role, text, step, run_id from chat_messages',
  $$select 'user', E'How long does\n a loaf   take?', null::int, pg_temp.run('first')$$, 'where it stands');
select results_eq(
  'select status, agent_version, agent_name, draft, max_cost_micro_usd, cost_micro_usd from ai.runs',
  $$values ('queued', 1, 'Baker', false, 200000::bigint, 0::bigint)$$, 'the run has its agent''s version and its limits');
select results_eq(
  'select seq, type, data ->> ''session_id'' from ai.run_events', $$select 1, 'run.started', pg_temp.session('first')::text$$,
  'and a first event');
select results_eq(
  $$select run_id, session_id, existing from people, ai.start_run(ours, 'Another text', p_idempotency_key => key)$$,
  $$select pg_temp.run('first'), pg_temp.session('first'), true$$, 'the same key finds it');
select throws_ok(
  $$select pg_temp.start('second', 'And rye?', pg_temp.session('first'))$$, 'PT409', 'session_busy', 'one run of a session at a time');
select throws_ok(
  $$select ai.start_run(draft, 'Hello', pg_temp.session('first')) from people$$, 'PT404', 'session_not_found',
  'a session is with one agent');
select throws_ok($$select ai.start_run(draft, 'Hello') from people$$, 'PT404', 'agent_not_found', 'a draft is no member''s');
select throws_ok($$select ai.start_run(draft, 'Hello', p_draft => true) from people$$, 'PT404', 'agent_not_found', 'who asks or not');
select throws_ok($$select ai.start_run(ours, 'Hello', gen_random_uuid()) from people$$, 'PT404', 'session_not_found', 'no session, no run');
select throws_ok($$select ai.start_run(ours, '  ') from people$$, 'PT400', 'bad_request', 'nothing is no question');
select throws_ok($$select ai.start_run(ours, repeat('a', 16001)) from people$$, 'PT400', 'bad_request', 'nor is a book');
select throws_ok($$select ai.start_run(ours, 'a', p_context_items => '{}') from people$$, 'PT400', 'bad_request', 'context is a list');
select throws_ok(
  $$select ai.start_run(ours, 'a', p_context_items => jsonb_build_array(repeat('a', 1048576))) from people$$, 'PT400', 'bad_request',
  'of a size');
select throws_ok($$select ai.start_run(ours, 'a', p_source_ids => '{}') from people$$, 'PT400', 'bad_request', 'no sources are no choice');

-- Nobody else.
select tests.authenticate_as(ada) from people;
select is_empty('select 1 from chat_sessions', 'an owner of the organisation sees no session of a member');
select is_empty('select 1 from chat_messages', 'no message');
select is_empty('select 1 from ai.runs', 'no run');
select is_empty('select 1 from ai.run_events', 'no event');
select throws_ok($$select pg_temp.start('x', 'Hello', pg_temp.session('first'))$$, 'PT404', 'session_not_found', 'and asks nothing in it');
select throws_ok($$select ai.cancel_run(pg_temp.run('first'))$$, 'PT404', 'run_not_found', 'and stops no run');
select throws_ok($$select ai.retry_run(pg_temp.run('first'))$$, 'PT404', 'run_not_found', 'nor retries one');
select is_empty($$update chat_sessions set title = 'Mine' returning 1$$, 'and names nothing');
select is_empty($$delete from chat_sessions returning 1$$, 'and deletes nothing');
select results_eq(
  $$select existing from people, ai.start_run(ours, 'Mine', p_idempotency_key => key)$$, array[false], 'a key is one''s own');
select lives_ok($$select ai.start_run(draft, 'Hello', p_draft => true) from people$$, 'an owner tries a draft');
reset role;
select results_eq(
  $$select i.name, i.instructions, r.agent_version from private.run_inputs i join ai.runs r on r.id = i.run_id where r.draft$$,
  $$values ('Apprentice', 'Learn.', null::int)$$, 'as it is now');
select tests.authenticate_as(eve) from people;
select throws_ok($$select pg_temp.start('x', 'Hello')$$, 'PT404', 'agent_not_found', 'a stranger asks nothing');
select tests.authenticate_as_anon();
select throws_ok('select ai.start_run(gen_random_uuid(), ''Hello'')', '42501', null, 'nor does who is not signed in');
select throws_ok('select 1 from chat_sessions', '42501', null, 'or see a session');
select throws_ok('select 1 from ai.runs', '42501', null, 'or a run');

-- The person, at the tables.
select tests.authenticate_as(bob) from people;
select throws_ok(
  $$insert into chat_sessions (user_id, organization_id) select bob, shared from people$$, '42501', null, 'people make no sessions');
select throws_ok($$update chat_sessions set agent_id = null$$, '42501', null, 'and change but the title');
select throws_ok($$update ai.runs set max_cost_micro_usd = 9$$, '42501', null, 'and no run');
select throws_ok($$insert into chat_messages (session_id, run_id, user_id, role, text) select session_id, run_id, bob, 'user', 'x' from begun, people$$,
  '42501', null, 'and no message');
select throws_ok($$insert into ai.run_events (run_id, seq, session_id, user_id, type, data) select run_id, 9, session_id, bob, 'run.done', '{}' from begun, people$$,
  '42501', null, 'and no event');
select throws_ok($$update calls set chat_session_id = null$$, '42501', null, 'and put no call into a session');
select throws_ok('select 1 from private.run_inputs', '42501', null, 'and do not see what a run was given');
select throws_ok($$select ai.claim_run(60)$$, '42501', null, 'and are no worker');
select results_eq($$update chat_sessions set title = 'Bread' returning title$$, array['Bread'], 'but name their session');

-- Stopping, and going on.
select results_eq($$select ai.cancel_run(pg_temp.run('first'))$$, array['cancelled'], 'a run is cancelled');
select results_eq($$select ai.cancel_run(pg_temp.run('first'))$$, array['cancelled'], 'and stays so');
select results_eq(
  $$select type, data ->> 'status' from ai.run_events where run_id = pg_temp.run('first') order by seq desc limit 1$$,
  $$values ('run.done', 'cancelled')$$, 'which its last event says');
select results_eq($$select ai.retry_run(pg_temp.run('first'))$$, array['cancelled'], 'what was cancelled is not retried');
select lives_ok($$select pg_temp.start('second', 'And rye?', pg_temp.session('first'))$$, 'the session goes on with another run');
select pg_temp.finish(pg_temp.run('second'), 'failed');
select results_eq($$select ai.retry_run(pg_temp.run('second'))$$, array['queued'], 'what has failed is retried');
select is((select error_code from ai.runs where id = pg_temp.run('second')), null, 'as if nothing had been');
select results_eq($$select ai.cancel_run(pg_temp.run('second'))$$, array['cancelled'], 'until it is stopped');

-- How many.
select lives_ok(format('select pg_temp.start(%L, %L)', 'run ' || n, 'Hello'), 'run ' || n || ' of five') from generate_series(1, 5) n;
select throws_ok($$select pg_temp.start('x', 'Hello')$$, 'PT429', 'runs_limit', 'a person has so many at a time');
reset role;
update plans set live_runs = 7, live_runs_per_person = 9 where id = 'free';
select tests.authenticate_as(bob) from people;
select throws_ok($$select pg_temp.start('x', 'Hello')$$, 'PT429', 'runs_limit', 'and an organisation');
select pg_temp.finish(pg_temp.run('run 1'), 'failed');
select lives_ok($$select pg_temp.start('run 6', 'Hello')$$, 'one that is over makes room');
select throws_ok($$select ai.retry_run(pg_temp.run('run 1'))$$, 'PT429', 'runs_limit', 'which a retry needs, too');

-- Leaving.
select remove_member(shared, bob) from people;
select is((select count(*)::int from ai.runs where status in ('queued', 'running', 'waiting')), 0, 'with their person''s membership runs end');
select results_eq(
  $$select status, error_code from ai.runs where id = pg_temp.run('run 6')$$, $$values ('cancelled', 'organization_not_found')$$, 'and say why');
select throws_ok(
  $$select pg_temp.start('x', 'Hello', pg_temp.session('first'))$$, 'PT404', 'agent_not_found', 'who has left asks nothing more');
select is((select count(*)::int > 0 from chat_messages where text = 'And rye?'), true, 'but reads what was said');


-- With whom, and with what, runs go.
select lives_ok($$insert into begun select 'own', s.* from ai.start_run(null, 'Hello') s$$, 'their own agents they still ask');
reset role;
select lives_ok($$delete from auth.users where id = (select bob from people)$$, 'a person goes');
select is((select count(*)::int from ai.runs, people where user_id = bob), 0, 'with their runs');
select lives_ok($$delete from organizations where id = (select shared from people)$$, 'so does an organisation in which something runs');

select * from finish();
rollback;
