-- What the relay may do, nobody else may: not the owner of the call either.
begin;
set local search_path = public, extensions;
select plan(15);

create temp table people as
  select tests.create_user('ada@example.test') as ada, tests.create_user('bob@example.test') as bob;
create temp table seg (name text, call_id uuid, id uuid, number integer, standby boolean, audio_ms bigint, next_position bigint, forming_item_id text);
grant select on people to anon, authenticated, service_role;
grant all on seg to authenticated, service_role;
insert into seg select 'a', s.* from people, tests.open_segment(ada) s;
create temp table attempts (statement text);
grant select on attempts to authenticated, anon;
insert into attempts
  select format(statement, seg.id, people.ada, seg.call_id) from seg, people, (values
    ($$select take_over_call_segment(%1$L, %2$L)$$),
    ($$select touch_call_segment(%1$L)$$),
    ($$select end_call_segment(%1$L, %2$L, 'hangup')$$),
    ($$select end_abandoned_call(%1$L, %2$L)$$),
    ($$select call_history(%1$L, %2$L)$$),
    ($$select append_messages(%3$L, %2$L, '[]', %1$L)$$),
    ($$select redeem_call_ticket(repeat('a', 64), 'w')$$)
  ) statements (statement);

select tests.authenticate_as(ada) from people;
select throws_ok(statement, '42501', null, 'authenticated: ' || statement) from attempts;
select tests.authenticate_as_anon();
select throws_ok(statement, '42501', null, 'anon: ' || statement) from attempts;
reset role;
select is_empty($$
  select p.oid::regprocedure::text from pg_proc p
  where p.pronamespace = 'private'::regnamespace and p.prosecdef
    and p.proname in ('lock_call', 'close_call', 'settle_forming', 'close_stale_calls', 'take_segment', 'add_standby', 'add_call',
      'set_progress', 'hold_fence', 'lock_segment', 'check_resumable', 'check_segment_order', 'call_position')
    and (has_function_privilege('authenticated', p.oid, 'execute') or has_function_privilege('service_role', p.oid, 'execute'))
$$, 'the parts that the functions are made of are nobody''s');

select * from finish();
rollback;
