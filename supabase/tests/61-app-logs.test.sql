-- What is logged, who reads it, and what an agent gets of it.
begin;
set local search_path = public, extensions;
select plan(36);

create temp table people as
  select tests.create_user('ada@example.test') as ada, tests.create_user('bob@example.test') as bob,
    tests.create_user('eve@example.test') as eve, '{"act": {"sub": "an agent"}}'::jsonb as act;
grant select on people to anon, authenticated, service_role;
create temp table shared (id uuid);
grant select, insert on shared to authenticated, service_role;

select is_empty('select * from app_logs', 'signing up is no news');

-- Written by what happens.
select tests.authenticate_as(ada) from people;
insert into shared select id from create_organization('Bakery');
select invite_member(id, 'bob@example.test', 'member', encode(sha256('for bob'), 'hex')) from shared;
select invite_member(id, 'cem@example.test', 'admin', encode(sha256('for cem'), 'hex')) from shared;
select tests.authenticate_as(bob) from people;
select accept_invitation('for bob');
select tests.authenticate_as(ada) from people;
select set_member_role(shared.id, bob, 'admin') from shared, people;
select set_member_role(shared.id, bob, 'member') from shared, people;
select set_member_role(shared.id, bob, 'member') from shared, people;
update organizations set admins_see_calls = false, name = 'Our Bakery' where name = 'Bakery';
update organizations set name = 'Our Bakery' where name = 'Our Bakery';
select tests.authenticate_as_service();
update organizations set plan = 'pro' where id in (select id from shared);
update profiles set plan = 'pro' where id = (select bob from people);
select tests.authenticate_as(ada) from people;
select revoke_invitation(id) from invitations where email like 'cem%';

select results_eq(
  'select event from app_logs order by id',
  array[
    'member_added', 'invitation_sent', 'invitation_sent', 'invitation_accepted', 'member_added',
    'member_role_changed', 'member_role_changed', 'setting_changed', 'setting_changed', 'plan_changed',
    'invitation_revoked'
  ],
  'each thing that happened in the organisation is one line, what changed nothing is none');
select is(
  (select details from app_logs where event = 'member_role_changed' order by id limit 1),
  (select jsonb_build_object('user_id', bob, 'role', 'admin', 'role_before', 'member', 'by', ada) from people),
  'a line says who was changed by whom');
select is(
  (select array_agg(details ->> 'setting' order by id) from app_logs where event = 'setting_changed'),
  array['name', 'admins_see_calls'], 'and what was set');
select ok((select not details ? 'by' from app_logs where event = 'plan_changed'), 'the server is nobody');

-- Who reads it.
select tests.authenticate_as(bob) from people;
select results_eq(
  'select event from app_logs order by id',
  array['invitation_accepted', 'member_added', 'member_role_changed', 'member_role_changed', 'plan_changed'],
  'a member sees what concerns them, their own plan included');
select tests.authenticate_as(eve) from people;
select is_empty('select * from app_logs', 'a stranger sees nothing');
select tests.authenticate_as_anon();
select throws_ok('select * from app_logs', '42501', null, 'nor does anon');
select throws_ok('select * from get_logs()', '42501', null, 'in any way');

-- Who writes it.
select tests.authenticate_as(ada) from people;
select throws_ok(
  $$insert into app_logs (event, message) values ('lie', 'Lie.')$$, '42501', null, 'people write no logs');
select throws_ok($$update app_logs set message = 'Nothing.'$$, '42501', null, 'and change none');
select throws_ok('delete from app_logs', '42501', null, 'and delete none');
select throws_ok($$select write_log('lie', 'Lie.')$$, '42501', null, 'nor through the function');
select tests.authenticate_as_service();
select isnt(
  write_log('tool_failed', 'Bob <bob@example.test> could not be reached.', 'error', shared.id, ada, jsonb_build_object(
    'call_id', '00000000-0000-4000-8000-0000000000ca', 'agent_id', 'eve@example.test',
    'people', jsonb_build_array(bob, ada, 'Write to "Eve" <eve@example.test>\nor to ' || eve || '.'), 'tries', 3,
    bob::text, jsonb_build_object('mails', 'ümlaut@exämple.test,bob@example.test')
  )), null, 'the server does') from shared, people;
select is(write_log('gone', 'Gone.', p_organization_id => gen_random_uuid()), null, 'but for nobody it writes nothing');

-- Agents: through the function, and redacted.
select tests.authenticate_as(ada, act) from people;
select is_empty('select * from app_logs', 'an agent does not read the table');
select is((select count(*)::int from get_logs()), 12, 'it has get_logs');
select is(
  (select message from get_logs(p_level => 'error')), 'Bob <[mail address]> could not be reached.',
  'without addresses in messages');
select is(
  (select details from get_logs(p_level => 'error')),
  jsonb_build_object(
    'call_id', '00000000-0000-4000-8000-0000000000ca', 'agent_id', '[mail address]',
    'people', jsonb_build_array('[id]', '[you]', E'Write to "Eve" <[mail address]>\\nor to [id].'), 'tries', 3,
    '[id]', jsonb_build_object('mails', '[mail address]')
  ),
  'and without addresses and others'' ids in details, however deep');
select is_empty(
  $$select 1 from get_logs() l, people p where l::text ~ '@' or l::text ~ p.bob::text or l::text ~ p.eve::text$$,
  'nobody else is in any of it');
select is((select organization_id from get_logs(p_level => 'error')), (select id from shared), 'the organisation is');
select is(
  (select array_agg(event order by id) from get_logs() where concerns_you), array['member_added', 'tool_failed'],
  'and what concerns the person is marked');

select tests.authenticate_as(bob, act) from people;
select is_empty('select * from app_logs', 'a member''s agent does not read the table');
select is((select count(*)::int from get_logs()), 5, 'and gets what the member may see');
select is((select count(*)::int from get_logs((select id from shared))), 4, 'in one organisation');
select tests.authenticate_as(eve, act) from people;
select is_empty('select * from get_logs()', 'a stranger''s agent gets nothing');
select throws_ok(
  'select * from get_logs((select id from shared))', 'PT404', 'organization_not_found', 'and learns of no organisation');

-- What may be asked.
select tests.authenticate_as(ada) from people;
select is((select count(*)::int from get_logs(p_limit => 3)), 3, 'so many lines');
select is((select count(*)::int from get_logs(p_limit => 0)), 1, 'at least one');
select is((select array_agg(event) from get_logs(p_limit => 2)), array['tool_failed', 'invitation_revoked'], 'the newest first');
select is_empty($$select * from get_logs(p_since => now() + interval '1 second')$$, 'since a time');
select throws_ok(
  $$select * from get_logs(p_level => 'loud')$$, 'PT400', 'bad_request', 'an unknown level is refused');
select tests.authenticate_as(null);
select throws_ok('select * from get_logs()', 'PT401', 'not_authenticated', 'and whoever is nobody');

-- What is deleted with what.
reset role;
select set_config('request.jwt.claims', '', true);
select lives_ok('delete from auth.users where id = (select bob from people)', 'a member''s account can go');
select ok(
  exists (select 1 from app_logs where event = 'member_removed' and user_id is null), 'and is missed in the log');
delete from organizations where id in (select id from shared);
select is_empty('select * from app_logs', 'with an organisation go its logs');

select * from finish();
rollback;
