-- Tools in voice calls: the same rules as in runs, fenced by the live segment.
begin;
set local search_path = public, extensions;
select plan(22);

create temp table people as select tests.create_user('ada@example.test') as ada, tests.create_user('eve@example.test') as eve;
grant select on people to authenticated, service_role;
create temp table segments (name text, call_id uuid, id uuid);
grant all on segments to authenticated, service_role;
create function pg_temp.segment(p_name text) returns uuid language sql as $$ select id from segments where name = p_name $$;
create function pg_temp.open(p_name text, p_number integer, p_extra jsonb default '{}') returns table (tool_call_id uuid, status text) language sql as $$
  select o.* from segments, ai.open_call_tool_call(call_id, id, jsonb_build_object(
    'id', gen_random_uuid(), 'provider_call_id', 'call_' || p_number, 'name', 'order', 'arguments', '{"loaves": 2}'::jsonb) || p_extra) o
  where name = p_name;
$$;
create function pg_temp.id(p_number integer) returns uuid language sql as $$
  select id from ai.tool_calls where provider_call_id = 'call_' || p_number;
$$;
grant execute on all functions in schema pg_temp to authenticated, service_role;
insert into segments select 'first', s.call_id, s.id from people, tests.open_segment(ada) s;

select results_eq($$select status from pg_temp.open('first', 1)$$, array['pending'], 'a tool call is written down');
select results_eq($$select ai.begin_call_tool_call(pg_temp.id(1), pg_temp.segment('first'))$$, array['run'], 'and made');
select results_eq($$select status from pg_temp.open('first', 1)$$, array['running'], 'one that is heard of again is the same');
select results_eq($$select status from pg_temp.open('first', 2, '{"needs_approval": true}')$$, array['approval'], 'one asks for an approval');
select throws_ok(
  $$select ai.begin_call_tool_call(pg_temp.id(2), pg_temp.segment('first'))$$, 'PT409', 'tool_call_not_ready', 'without which nothing is done');
select tests.authenticate_as(eve) from people;
select throws_ok($$select ai.decide_approval(a.id, 'approved') from (select gen_random_uuid() as id) a$$, 'PT404', 'approval_not_found', 'nobody else''s');
select throws_ok(
  $$select pg_temp.open('first', 9)$$, '42501', null, 'people write no tool calls');
select tests.authenticate_as(ada) from people;
select results_eq('select ai.decide_approval(id, ''approved'') from ai.approvals', array['approved'], 'but decide');
select tests.authenticate_as_service();
select results_eq($$select ai.begin_call_tool_call(pg_temp.id(2), pg_temp.segment('first'))$$, array['run'], 'then it is done');
select lives_ok(
  $$select ai.finish_call_tool_call(pg_temp.id(2), pg_temp.segment('first'), 'done', 'Ordered.', null, 3)$$, 'and what came of it is stored');
select throws_ok(
  $$select ai.finish_call_tool_call(pg_temp.id(2), pg_temp.segment('first'), 'failed', 'No.', null, 3)$$, 'PT409', 'tool_call_done', 'once');
select pg_temp.open('first', 3, '{"repeatable": true}');
select ai.begin_call_tool_call(pg_temp.id(3), pg_temp.segment('first'));
select pg_temp.open('first', 4, '{"needs_approval": true}');

-- The call moves on.
insert into segments select 'second', s.call_id, s.id from people, segments f, tests.open_segment(ada, f.call_id, null, true) s;
select throws_ok($$select pg_temp.open('first', 5)$$, 'PT409', 'segment_superseded', 'a worker that was replaced writes no tool call');
select throws_ok(
  $$select ai.finish_call_tool_call(pg_temp.id(1), pg_temp.segment('first'), 'done', 'Late.', null, 3)$$, 'PT409', 'segment_superseded', 'and no result');
select results_eq($$select ai.begin_call_tool_call(pg_temp.id(1), pg_temp.segment('second'))$$, array['unknown'], 'the next does not repeat what it may not');
select results_eq($$select ai.begin_call_tool_call(pg_temp.id(3), pg_temp.segment('second'))$$, array['again'], 'but what it may');
select throws_ok($$select ai.begin_tool_call(pg_temp.id(3), pg_temp.segment('second'))$$, 'PT404', 'tool_call_not_found', 'as a call, not as a run');
reset role;
select tests.authenticate_as(eve) from people;
select is_empty('select id from ai.tool_calls', 'strangers see nothing of it');
select tests.authenticate_as(ada) from people;
select is((select count(id)::int from ai.tool_calls), 4, 'the caller does');

-- And ends.
select tests.authenticate_as_service();
select public.end_call_segment(pg_temp.segment('second'), ada, 'hangup') from people;
select results_eq(
  'select provider_call_id, status from ai.tool_calls order by 1',
  $$values ('call_1', 'unknown'), ('call_2', 'done'), ('call_3', 'unknown'), ('call_4', 'cancelled')$$, 'with the call end its tool calls');
select is((select status from ai.approvals where name = 'order' and status <> 'approved'), 'cancelled', 'and what it waited for');
select tests.authenticate_as(ada) from people;
select throws_ok($$select ai.decide_approval(id, 'approved') from ai.approvals where status = 'cancelled'$$, 'PT409', 'approval_decided', 'for good');
reset role;
delete from calls;
select is((select count(*)::int from ai.tool_calls), 0, 'and go with it');

select * from finish();
rollback;
