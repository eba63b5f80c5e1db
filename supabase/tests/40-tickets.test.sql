begin;
set local search_path = public, extensions;
select plan(20);

create temp table people as
  select tests.create_user('ada@example.test') as ada, tests.create_user('bob@example.test') as bob;
create temp table opened (name text, call_id uuid);
grant select on people to authenticated, service_role;
grant all on opened to authenticated, service_role;

select tests.authenticate_as(ada) from people;
insert into opened select 'first', call_id from open_call(repeat('a', 64));
select isnt_empty('select 1 from calls c join opened o on o.call_id = c.id join agents a on a.id = c.agent_id', 'a call is opened with the default agent');
select throws_ok($$select open_call(repeat('b', 64), gen_random_uuid())$$, 'PT404', 'agent_not_found', 'an unknown agent is refused');
select throws_ok($$select open_call(repeat('b', 64), null, gen_random_uuid())$$, 'PT404', 'call_not_found', 'an unknown call is refused');
select throws_ok($$select open_call('short')$$, '23514', null, 'a hash is a SHA-256');
select throws_ok('select * from private.call_tickets', '42501', null, 'users do not read tickets');
select throws_ok($$select redeem_call_ticket(repeat('a', 64), 'w')$$, '42501', null, 'users do not redeem tickets by themselves');

select tests.authenticate_as(bob) from people;
select throws_ok(
  $$select open_call(repeat('c', 64), null, (select call_id from opened))$$, 'PT404', 'call_not_found',
  'another user''s call is refused as if it were not there');

select tests.authenticate_as_service();
select results_eq(
  $$select user_id, segment_number, next_position, agent_name from redeem_call_ticket(repeat('a', 64), 'worker-1')$$,
  $$select ada, 1, 1024::bigint, 'Robin' from people$$,
  'a ticket opens the first segment');
select throws_ok($$select redeem_call_ticket(repeat('a', 64), 'worker-2')$$, 'PT401', 'ticket_invalid', 'once only');
select throws_ok($$select redeem_call_ticket(repeat('f', 64), 'worker-2')$$, 'PT401', 'ticket_invalid', 'an unknown ticket reads the same');
select ok((select touch_call_segment(id) from call_segments where ended_at is null), 'the open segment is alive');

select tests.authenticate_as(ada) from people;
select lives_ok($$select open_call(repeat('d', 64), null, (select call_id from opened), p_take_over => true)$$, 'the owner opens a further segment');
select tests.authenticate_as_service();
select is((select segment_number from redeem_call_ticket(repeat('d', 64), 'worker-2')), 2, 'which is the second');
select results_eq(
  'select number, end_reason from call_segments order by number', $$values (1, 'replaced'), (2, null)$$, 'and takes over from the first');
select is((select touch_call_segment(id) from call_segments where number = 1), false, 'whose worker is told to let go');

select end_call_segment(id, (select bob from people), 'hangup') from call_segments where number = 2;
select is((select ended_at from calls join opened on call_id = id), null, 'a wrong owner ends nothing');
select end_call_segment(id, (select ada from people), 'hangup') from call_segments where number = 1;
select is((select ended_at from calls join opened on call_id = id), null, 'a superseded segment does not end the call');
select end_call_segment(id, (select ada from people), 'hangup') from call_segments where number = 2;
select is((select end_reason from calls join opened on call_id = id), 'hangup', 'the open one does');

select tests.authenticate_as(ada) from people;
select throws_ok($$select open_call(repeat('e', 64), null, (select call_id from opened))$$, 'PT409', 'call_ended', 'an ended call stays ended');
select open_call(repeat('9', 64));
reset role;
update private.call_tickets set expires_at = now() - interval '1 second' where token_hash = repeat('9', 64);
select tests.authenticate_as_service();
select throws_ok($$select redeem_call_ticket(repeat('9', 64), 'w')$$, 'PT401', 'ticket_invalid', 'a stale ticket is refused');

select * from finish();
rollback;
