begin;
set local search_path = public, extensions;
select plan(37);

create temp table people as
  select tests.create_user('ada@example.test') as ada, tests.create_user('bob@example.test') as bob,
    tests.create_user('eve@example.test') as eve;
grant select on people to authenticated, service_role;
select tests.authenticate_as(ada) from people;
create temp table places as select id as home from create_organization('Corner Bakery');
grant select on places to authenticated;
reset role;
insert into memberships (organization_id, user_id, role) select home, bob, 'member' from people, places;

-- Old ways of publishing
select results_eq(
  $$select v.number, v.instructions, v.status, a.published_version from agents a join agent_versions v on v.agent_id = a.id, people where created_by = ada$$,
  $$select 1, instructions, 'published', 1 from agents, people where created_by = ada$$,
  'an agent that comes published has its first version');

select tests.authenticate_as(ada) from people;
create temp table made as select gen_random_uuid() as agent;
grant select on made to authenticated, service_role;
insert into agents (organization_id, name, instructions) select home, 'Wren', 'One' from places;
reset role;
update made set agent = (select id from agents where name = 'Wren');
create function pg_temp.versions() returns setof text language sql as
  $$select number || ' ' || instructions || ' ' || status from public.agent_versions where agent_id = (select agent from made) order by number$$;
grant execute on function pg_temp.versions() to authenticated;

-- Drafts
select tests.authenticate_as(bob) from people;
select is_empty($$select 1 from agents where name = 'Wren'$$, 'a member does not see a draft');
select throws_ok('select publish_agent(agent) from made', 'PT404', 'agent_not_found', 'and learns nothing of it');
select tests.authenticate_as(ada) from people;
select is_empty('select pg_temp.versions()', 'a draft has no version');
select is((select (publish_agent(agent)).number from made), 1, 'an owner publishes it');
select results_eq('select pg_temp.versions()', $$values ('1 One published')$$, 'as version 1');
select is((select published_by from agent_versions where agent_id = (select agent from made)), (select ada from people), 'in their name');
select is((select (publish_agent(agent)).number from made), 1, 'publishing the same again makes no version');

update agents set instructions = 'Two' where name = 'Wren';
select results_eq(
  $$select published_version, unpublished_changes from agents where name = 'Wren'$$, 'values (1, true)',
  'a draft that goes on changes nothing for callers, and is marked');
select tests.authenticate_as(bob) from people;
select results_eq('select pg_temp.versions()', $$values ('1 One published')$$, 'members see the published version');
select throws_ok('select publish_agent(agent) from made', 'PT403', 'role_too_low', 'they do not publish');
select throws_ok('select archive_agent(agent) from made', 'PT403', 'role_too_low', 'nor archive');
select throws_ok('select unarchive_agent(agent) from made', 'PT403', 'role_too_low', 'nor bring back');
select throws_ok('select restore_agent_version(agent, 1) from made', 'PT403', 'role_too_low', 'nor restore');
select tests.authenticate_as(ada) from people;
select is((select (publish_agent(agent)).number from made), 2, 'publishing counts up');
select results_eq('select pg_temp.versions()', $$values ('1 One archived'), ('2 Two published')$$, 'and archives the one before');
select is((select unpublished_changes from agents where name = 'Wren'), false, 'draft and version are the same then');
select tests.authenticate_as(bob) from people;
select results_eq('select pg_temp.versions()', $$values ('2 Two published')$$, 'members see no archived version');

-- Restoring
select tests.authenticate_as(ada) from people;
select is((select (restore_agent_version(agent, 1)).instructions from made), 'One', 'an old version is copied into the draft');
select results_eq('select pg_temp.versions()', $$values ('1 One archived'), ('2 Two published')$$, 'which callers do not notice');
select throws_ok('select restore_agent_version(agent, 9) from made', 'PT404', 'agent_version_not_found', 'an unknown version is refused');

-- Archiving
select lives_ok('select archive_agent(agent) from made', 'an owner archives an agent');
select results_eq('select pg_temp.versions()', $$values ('1 One archived'), ('2 Two archived')$$, 'its versions with it');
select tests.authenticate_as(bob) from people;
select is_empty($$select 1 from agents where name = 'Wren'$$, 'a member sees it no more');
select tests.authenticate_as(ada) from people;
select lives_ok('select unarchive_agent(agent), unarchive_agent(agent) from made', 'an owner brings it back, twice is as good as once');
select results_eq(
  $$select status, published_version from agents where name = 'Wren'$$, $$values ('draft', null::int)$$, 'as a draft');
select is((select (publish_agent(agent)).number from made), 3, 'published again it is a new version');

-- Nobody writes versions
select throws_ok($$update agent_versions set instructions = 'Mine'$$, '42501', null, 'users do not change versions');
select throws_ok($$update agents set published_version = 1$$, '42501', null, 'nor which one is published');
select tests.authenticate_as_service();
select throws_ok($$update agent_versions set instructions = 'Mine'$$, '42501', null, 'the service does not either');
select tests.authenticate_as(eve) from people;
select is_empty('select pg_temp.versions()', 'a stranger sees no versions');
select throws_ok('select restore_agent_version(agent, 1) from made', 'PT404', 'agent_not_found', 'and restores none');

-- An agent of the owner
select tests.authenticate_as(ada, '{"act": {"sub": "agent"}}') from people;
select throws_ok('select publish_agent(agent) from made', 'PT403', 'agent_not_allowed', 'who acts for an owner does not publish');
select throws_ok('select restore_agent_version(agent, 1) from made', 'PT403', 'agent_not_allowed', 'nor restore');

-- Plans
select tests.authenticate_as(ada) from people;
select throws_ok(
  $$update agents set model = 'gpt-realtime' where name = 'Wren'$$, 'PT403', 'model_not_in_plan', 'a model is the plan''s');
select throws_ok(
  $$insert into agents (organization_id, name, instructions, voice) select home, 'Kit', 'Hi', 'verse' from places$$,
  'PT403', 'voice_not_in_plan', 'and so is a voice');
select tests.authenticate_as(eve) from people;
select throws_ok(
  $$insert into agents (organization_id, name, instructions, voice) select home, 'Kit', 'Hi', 'verse' from places$$,
  '42501', null, 'a stranger does not learn what it allows');

select * from finish();
rollback;
