-- Calls that go on with a conversation: the person's own, with its agent, and nothing else.
begin;
set local search_path = public, extensions;
select plan(8);

create temp table people as select tests.create_user('ada@example.test') as ada, tests.create_user('eve@example.test') as eve;
grant select on people to authenticated, service_role;
create temp table said (session_id uuid, call_id uuid, agent_id uuid);
grant all on said to authenticated, service_role;
update agents set status = 'published';

select tests.authenticate_as(ada) from people;
insert into said (session_id, agent_id)
  select r.session_id, a.id from agents a, ai.start_run(a.id, 'Hello') r;
update said set call_id = (select c.call_id from open_call(repeat('a', 64), p_chat_session_id => session_id) c);
select results_eq(
  'select c.chat_session_id, c.agent_id from calls c join said s on s.call_id = c.id', 'select session_id, agent_id from said',
  'a call belongs to the conversation that it goes on with, and to its agent');
select throws_ok(
  format('select open_call(repeat(''b'', 64), gen_random_uuid(), p_chat_session_id => %L)', session_id), 'PT404', 'session_not_found',
  'not with another agent') from said;
select throws_ok(
  format('select open_call(repeat(''b'', 64), p_call_id => %L, p_chat_session_id => %L)', call_id, session_id), 'PT400', 'bad_request',
  'a call that is there stays where it is') from said;
select throws_ok(
  format('select open_call(repeat(''b'', 64), %L, p_draft => true, p_chat_session_id => %L)', agent_id, session_id), 'PT400', 'bad_request',
  'a trial of a draft goes on with nothing') from said;
select tests.authenticate_as(eve) from people;
select throws_ok(
  format('select open_call(repeat(''b'', 64), p_chat_session_id => %L)', session_id), 'PT404', 'session_not_found',
  'nobody else''s') from said;
select throws_ok(
  format('select ai.tool_calls_of_call(%L, %L, ''{}'')', call_id, eve), '42501', null, 'people do not read as the relay does') from said, people;

select tests.authenticate_as_service();
select throws_ok(
  format('select ai.tool_calls_of_call(%L, %L, ''{}'')', call_id, eve), 'PT404', 'call_not_found', 'the owner is checked again') from said, people;
select results_eq(
  format('select chat_session_id, organization_id, draft from redeem_call_ticket(repeat(''a'', 64), ''w'')'),
  'select s.session_id, c.organization_id, false from said s join calls c on c.id = s.call_id',
  'the worker learns whose tools to open, and with what to go on');

select * from finish();
rollback;
