-- Which words of an agent a call runs.
begin;
set local search_path = public, extensions;
select plan(25);

create temp table people as
  select tests.create_user('ada@example.test') as ada, tests.create_user('bob@example.test') as bob;
grant select on people to authenticated, service_role;
select tests.authenticate_as(ada) from people;
create temp table places as select id as home from create_organization('Corner Bakery');
grant select on places to authenticated;
reset role;
insert into memberships (organization_id, user_id, role) select home, bob, 'member' from people, places;
update organizations set plan = 'pro' where id = (select home from places);
create temp table made (name text, agent uuid);
with w as (
  insert into agents (organization_id, name, instructions, model, status)
  select home, 'Wren', 'One', 'gpt-realtime', 'published' from places returning id
), k as (
  insert into agents (organization_id, name, instructions) select home, 'Kit', 'Draft' from places returning id
)
insert into made select 'Wren', id from w union all select 'Kit', id from k;
grant select on made to authenticated, service_role;

-- What the next worker of a call would run.
create function pg_temp.runs(p_user_id uuid, p_call_id uuid) returns text language plpgsql as $$
declare
  v_hash text := encode(sha256(gen_random_uuid()::text::bytea), 'hex');
  v_runs text;
begin
  perform tests.authenticate_as(p_user_id);
  perform public.open_call(v_hash, null, p_call_id, null, true);
  perform tests.authenticate_as_service();
  select instructions into v_runs from public.redeem_call_ticket(v_hash, 'worker');
  return v_runs;
end;
$$;
grant execute on function pg_temp.runs(uuid, uuid) to authenticated, service_role;
create temp table opened (name text, call_id uuid);
grant all on opened to authenticated, service_role;

-- Versions
select tests.authenticate_as(bob) from people;
insert into opened select 'first', call_id from made, open_call(repeat('a', 64), agent) where name = 'Wren';
select results_eq(
  $$select agent_version, agent_name, draft from calls$$, $$values (1, 'Wren', false)$$, 'a call has the published version');
select tests.authenticate_as(ada) from people;
update agents set instructions = 'Two' where name = 'Wren';
select is(pg_temp.runs(bob, call_id), 'One', 'its first worker runs that') from opened, people where name = 'first';
select tests.authenticate_as(ada) from people;
select publish_agent(agent) from made where name = 'Wren';
select is(pg_temp.runs(bob, call_id), 'One', 'the next worker too, whatever was published meanwhile') from opened, people where name = 'first';
select tests.authenticate_as(bob) from people;
insert into opened select 'second', call_id from made, open_call(repeat('b', 64), agent) where name = 'Wren';
select is(pg_temp.runs(bob, call_id), 'Two', 'the next call runs the new version') from opened, people where name = 'second';
select tests.authenticate_as(ada) from people;
select archive_agent(agent) from made where name = 'Wren';
select is(pg_temp.runs(bob, call_id), 'Two', 'a call goes on when its agent is archived') from opened, people where name = 'second';
select tests.authenticate_as(bob) from people;
select throws_ok($$select open_call(repeat('c', 64), agent) from made where name = 'Wren'$$, 'PT404', 'agent_not_found', 'which nobody calls then');
select throws_ok(
  $$insert into calls (organization_id, agent_id) select home, agent from places, made where name = 'Wren'$$,
  'PT404', 'agent_not_found', 'nor by a call that they insert');
select results_eq(
  $$select distinct agent_name from search_calls()$$, $$values ('Wren')$$, 'the name stays in the history of those who called');

-- Drafts
select throws_ok($$select open_call(repeat('c', 64), agent) from made where name = 'Kit'$$, 'PT404', 'agent_not_found', 'a draft is not called');
select throws_ok(
  $$select open_call(repeat('c', 64), agent, p_draft => true) from made where name = 'Kit'$$, 'PT404', 'agent_not_found',
  'and a member does not try it');
select throws_ok(
  $$insert into calls (organization_id, agent_id) select home, agent from places, made where name = 'Kit'$$,
  'PT404', 'agent_not_found', 'nor by a call that they insert');
select throws_ok('insert into calls (draft) values (true)', '42501', null, 'nor by saying so');
select tests.authenticate_as(ada) from people;
select throws_ok($$select open_call(repeat('c', 64), p_draft => true)$$, 'PT400', 'bad_request', 'a trial names its agent');
insert into opened select 'trial', call_id from made, open_call(repeat('c', 64), agent, p_draft => true) where name = 'Kit';
select results_eq(
  $$select agent_version, agent_name, draft from calls where id = (select call_id from opened where name = 'trial')$$,
  $$values (null::int, 'Kit', true)$$, 'an owner tries the draft');
update agents set instructions = 'Later' where name = 'Kit';
select is(pg_temp.runs(ada, call_id), 'Draft', 'which the call keeps as it was') from opened, people where name = 'trial';
select is(pg_temp.runs(ada, call_id), 'Draft', 'over a hand-off') from opened, people where name = 'trial';
select tests.authenticate_as(ada) from people;
select throws_ok('select * from private.call_drafts', '42501', null, 'what is kept is nobody''s to read');
select throws_ok($$select open_call(repeat('d', 64), agent, p_draft => true) from made where name = 'Wren'$$, 'PT404', 'agent_not_found', 'an archived agent is not tried');

-- Plans
select unarchive_agent(agent) from made where name = 'Wren';
select publish_agent(agent) from made where name = 'Wren';
select is((select model from callable_agent((select agent from made where name = 'Wren'))), 'gpt-realtime', 'a session of its own gets the published version');
reset role;
update organizations set plan = 'free' where id = (select home from places);
update calls set ended_at = now();
select tests.authenticate_as(bob) from people;
select throws_ok($$select open_call(repeat('e', 64), agent) from made where name = 'Wren'$$, 'PT403', 'model_not_in_plan', 'a plan that shrank refuses the call');
select throws_ok(
  $$insert into calls (organization_id, agent_id) select home, agent from places, made where name = 'Wren'$$,
  'PT403', 'model_not_in_plan', 'one that is inserted too');
select throws_ok($$select callable_agent(agent) from made where name = 'Wren'$$, 'PT403', 'model_not_in_plan', 'and a session of its own');
select tests.authenticate_as(ada) from people;
select throws_ok($$select open_call(repeat('e', 64), agent, p_draft => true) from made where name = 'Wren'$$, 'PT403', 'model_not_in_plan', 'trials as well');
select lives_ok($$update agents set name = 'Renamed' where name = 'Wren'$$, 'the draft can still be changed');
select throws_ok($$select publish_agent(agent) from made where name = 'Wren'$$, 'PT403', 'model_not_in_plan', 'but not be published');

select * from finish();
rollback;
