-- An agent that acts for a person sees what the person sees, and changes nothing.
begin;
set local search_path = public, extensions;
select plan(83);

create temp table people as
  select tests.create_user('ada@example.test') as ada, tests.create_user('bob@example.test') as bob,
    '{"act": {"sub": "00000000-0000-4000-8000-00000000a9e7"}}'::jsonb as act;
grant select on people to authenticated, service_role;
create temp table places as select o.id as home from organizations o, people where o.personal_of = ada;
grant select on places to authenticated;
create temp table shared (id uuid);
grant select, insert on shared to authenticated;

select tests.authenticate_as(ada) from people;
insert into shared select id from create_organization('Bakery');
insert into calls (title) values ('About bread');
select invite_member(id, 'cem@example.test', 'member', encode(sha256('for cem'), 'hex')) from shared;
reset role;
insert into memberships (organization_id, user_id, role) select id, bob, 'member' from shared, people;

-- Who is an agent.
select tests.authenticate_as(ada) from people;
select is(private.is_ai(), false, 'a person is no agent');
select tests.authenticate_as(ada, act) from people;
select is(private.is_ai(), true, 'whoever has act is one');
select tests.authenticate_as(ada, '{"act": null}') from people;
select is(private.is_ai(), true, 'whatever act says');
select tests.authenticate_as_service();
select is(private.is_ai(), false, 'the server is none');
reset role;
select set_config('request.jwt.claims', '', true);
select is(private.is_ai(), false, 'nor is whoever has no claims');

-- What it sees.
select tests.authenticate_as(ada, act) from people;
select is((select count(*)::int from organizations), 2, 'an agent sees its person''s organisations');
select is((select count(*)::int from profiles), 1, 'and profile');
select is((select count(*)::int from memberships), 3, 'and fellow members');
select is((select title from calls), 'About bread', 'and calls');
select is((select name from agents), 'Robin', 'and agents');
select is((select count(*)::int from search_calls()), 1, 'and finds calls');
select lives_ok('select * from organization_usage((select id from shared))', 'and knows what is used');
select is_empty('select id from invitations', 'but no invitations');
select is(
  (select count(email)::int from list_members((select id from shared))), 1, 'and no addresses but its person''s');

-- What it may not write, though its person may.
select is_empty($$update organizations set name = 'Mine' returning id$$, 'it changes no organisation');
select is_empty($$update profiles set display_name = 'Me' returning id$$, 'and no profile');
select is_empty($$update agents set name = 'Me' returning id$$, 'and no agent');
select is_empty($$update calls set title = 'Mine' returning id$$, 'and no call');
select throws_ok(
  $$insert into agents (organization_id, name, instructions) select home, 'Me', 'Do.' from places$$,
  '42501', 'new row violates row-level security policy "Agents make no agents" for table "agents"',
  'it makes no agent');
select throws_ok(
  'insert into calls (ended_at) values (now())',
  '42501', 'new row violates row-level security policy "Agents make no calls" for table "calls"', 'and no call');

-- Functions that pass by policies.
create temp table attempts (statement text);
grant select on attempts to authenticated;
reset role;
insert into attempts values
  ($$select create_organization('Mine')$$),
  ($$select switch_organization((select id from shared))$$),
  ($$select set_member_role((select id from shared), (select bob from people), 'admin')$$),
  ($$select remove_member((select id from shared), (select bob from people))$$),
  ($$select remove_member((select id from shared), (select ada from people))$$),
  ($$select transfer_organization((select id from shared), (select bob from people))$$),
  ($$select delete_organization((select id from shared), 'Bakery')$$),
  ($$select invite_member((select id from shared), 'new@example.test', 'member', repeat('0', 64))$$),
  ($$select invite_member((select id from shared), 'bob@example.test', 'member', repeat('0', 64))$$),
  ($$select remove_member((select id from shared), gen_random_uuid())$$),
  ($$select delete_organization((select id from shared), 'Another name')$$),
  ($$select publish_agent((select id from agents))$$),
  ($$select archive_agent((select id from agents))$$),
  ($$select restore_agent_version((select id from agents), 1)$$),
  ($$select open_call(repeat('1', 64), (select id from agents), p_draft => true)$$),
  ($$select revoke_invitation((select id from invitations_of_shared))$$),
  ($$select open_call(repeat('1', 64))$$),
  ($$select open_call(repeat('1', 64), null, (select id from calls))$$),
  ($$select close_stale_calls()$$),
  ($$select ai.start_run(null, 'Hello')$$),
  ($$select ai.cancel_run(gen_random_uuid())$$),
  ($$select ai.retry_run(gen_random_uuid())$$),
  ($$select ai.decide_approval(gen_random_uuid(), 'approved')$$),
  ($$select ai.submit_tool_output(gen_random_uuid(), '')$$);
create temp table invitations_of_shared as select id from invitations;
grant select on invitations_of_shared to authenticated;
select tests.authenticate_as(ada, act) from people;
select throws_ok(statement, 'PT403', 'agent_not_allowed', statement || ' is refused') from attempts;

-- A function to come, which runs as its owner and forgets about agents.
reset role;
create function tests.as_owner(p_statement text) returns void language plpgsql security definer set search_path = ''
  as $$begin execute p_statement; end$$;
grant execute on function tests.as_owner(text) to authenticated;
select tests.authenticate_as(ada, act) from people;
select throws_ok(
  format('select tests.as_owner(%L)', format('delete from %s where false', name)),
  'PT403', 'agent_not_allowed', name || ' is written by no function of an agent''s session')
from unnest(array[
  'public.organizations', 'public.memberships', 'public.invitations', 'public.profiles', 'public.agents', 'public.calls',
  'private.call_tickets', 'public.documents', 'ai.sources', 'ai.knowledge_bases', 'ai.indexed_sources',
  'ai.agent_knowledge_bases', 'private.source_jobs', 'ai.tools', 'ai.agent_tools', 'ai.tool_hosts', 'private.tool_secrets',
  'private.tool_sessions',
  'public.chat_sessions', 'public.chat_messages', 'ai.runs', 'ai.run_events', 'private.run_inputs', 'ai.tool_calls',
  'ai.approvals', 'private.run_jobs'
]) name;

-- The invited person's agent.
reset role;
select set_config('request.jwt.claims', '', true);
create temp table cem as select tests.create_user('cem@example.test') as id;
grant select on cem to authenticated;
select tests.authenticate_as(id, act) from cem, people;
select throws_ok(
  $$select accept_invitation('for cem')$$, 'PT403', 'agent_not_allowed', 'an agent accepts no invitation');
select throws_ok(
  $$select revoke_invitation((select id from invitations_of_shared))$$, 'PT404', 'invitation_not_found',
  'and learns of none where its person is no member');
select is_empty('select * from organizations where personal_of is null', 'and sees nothing of the organisation');

-- Nothing has happened, and to the person nothing is refused.
reset role;
select is((select count(*)::int from memberships, shared where organization_id = shared.id), 2, 'everybody is still there');
select is((select count(*)::int from invitations where accepted_at is null and revoked_at is null), 1, 'and invited');
select is((select array_agg(distinct name order by name) from organizations), array['Bakery', 'ada', 'bob', 'cem'], 'by their names');
select is((select count(*)::int from private.call_tickets), 0, 'nobody has a ticket');
select tests.authenticate_as(ada) from people;
select isnt_empty($$update organizations set name = 'Ours' returning id$$, 'the person changes an organisation');
select isnt_empty($$update calls set title = 'Mine' returning id$$, 'and a call');
select is(
  (select count(email)::int from list_members((select id from shared))), 2, 'and knows the members'' addresses');
select lives_ok(statement, 'to the person: ' || statement) from attempts where statement ~ 'set_member|revoke|stale';

select * from finish();
rollback;
