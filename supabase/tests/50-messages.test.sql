begin;
set local search_path = public, extensions;
select plan(15);

create temp table people as
  select tests.create_user('ada@example.test') as ada, tests.create_user('bob@example.test') as bob;
grant select on people to authenticated, service_role;
select tests.authenticate_as(ada) from people;
insert into calls default values;
create temp table the_call as select id from calls;
grant select on the_call to authenticated, service_role;

select throws_ok($$insert into messages (call_id, role, text, position) select id, 'assistant', 'Forged', 1 from the_call$$, '42501', null, 'users do not write transcripts');
select throws_ok($$select append_messages(id, auth.uid(), '[]') from the_call$$, '42501', null, 'not through the function either');

select tests.authenticate_as_service();
select results_eq(
  $$select item_id from append_messages((select id from the_call), (select ada from people), '[
    {"item_id": "b", "previous_item_id": "a", "position": 2048, "role": "assistant", "text": "Hello there, how can I help?"},
    {"item_id": "a", "position": 1024, "role": "user", "text": "Hello"}]')$$,
  $$values ('a'), ('b')$$, 'new items are written');
select is_empty(
  $$select append_messages((select id from the_call), (select ada from people), '[{"item_id": "a", "position": 1024, "role": "user", "text": "Hello"}]')$$,
  'a repeated item is not');
select isnt_empty(
  $$select append_messages((select id from the_call), (select ada from people), '[{"item_id": "b", "position": 2048, "role": "assistant", "text": "Hello there,", "status": "interrupted", "heard_ms": 700}]')$$,
  'an interruption replaces the whole answer');
select is_empty(
  $$select append_messages((select id from the_call), (select ada from people), '[{"item_id": "b", "position": 2048, "role": "assistant", "text": "Hello there, how can I help?"}]')$$,
  'a late retry of the whole answer does not bring it back');
select throws_ok(
  $$select append_messages((select id from the_call), (select bob from people), '[]')$$, 'PT404', 'call_not_found', 'a wrong owner is refused');
select throws_ok(
  $$select append_messages((select id from the_call), (select ada from people), '[{"item_id": "c", "position": 1, "role": "robot"}]')$$, '23514', null, 'an unknown role is refused');
select lives_ok($$insert into messages (call_id, role, text) select id, 'system', 'note' from the_call$$, 'a plain insert needs no position');

select tests.authenticate_as(ada) from people;
select results_eq(
  'select role, text from messages order by position',
  $$values ('user', 'Hello'), ('assistant', 'Hello there,'), ('system', 'note')$$, 'the owner reads them in conversation order');
select is((select count(*)::int from search_calls('hel')), 1, 'what was said is found by the beginning of a word');
select is((select count(*)::int from search_calls('nothing of this')), 0, 'what was not said is not');
select is((select message_count from search_calls()), 3::bigint, 'the list of calls counts the messages');

select tests.authenticate_as(bob) from people;
select is_empty('select * from messages', 'another user reads none');
select is((select count(*)::int from search_calls()) + (select count(*)::int from search_calls('hello')), 0, 'nor finds any');

select * from finish();
rollback;
