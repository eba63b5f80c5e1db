-- Tools: who makes them, what their rows may say, and what the server hears when it calls one.
begin;
set local search_path = public, extensions;
select plan(70);

create temp table people as
  select tests.create_user('ada@example.test') as ada, tests.create_user('bob@example.test') as bob,
    tests.create_user('eve@example.test') as eve, gen_random_uuid() as org, gen_random_uuid() as other,
    gen_random_uuid() as agent, gen_random_uuid() as tool, gen_random_uuid() as call, '{"act": {"sub": "agent"}}'::jsonb as act;
grant select on people to authenticated, service_role;
insert into organizations (id, name) select org, 'Bakery' from people union all select other, 'Another' from people;
insert into memberships (organization_id, user_id, role)
  select org, ada, 'owner' from people union all select org, bob, 'member' from people union all select other, eve, 'owner' from people;
insert into calls (id, user_id, organization_id) select call, bob, org from people union all select gen_random_uuid(), ada, org from people;
insert into agents (id, organization_id, name, instructions, status) select agent, org, 'Robin', 'Help.', 'published' from people;

-- What a row may say.
create function pg_temp.config(p_kind text, p_config text) returns boolean language sql as $$
  select private.is_tool_config(p_kind, p_config::jsonb);
$$;
select ok(pg_temp.config('http', c), 'an endpoint: ' || c) from unnest(array[
  '{"url": "https://api.example.com/orders"}', '{"url": "https://api.example.com:8443"}',
  '{"url": "http://127.0.0.1:9999/x?y=1", "timeout_seconds": 30}'
]) c;
select ok(not pg_temp.config('http', c), 'no endpoint: ' || c) from unnest(array[
  '{}', '[]', 'null', '"x"', '{"url": 1}', '{"url": "ftp://api.example.com/"}', '{"url": "https://user:pass@api.example.com/"}',
  '{"url": "https://api.example.com\\@10.0.0.1/"}', '{"url": "javascript:alert(1)"}', '{"url": "https://"}',
  '{"url": "https://a.example/", "headers": {}}', '{"url": "https://a.example/", "timeout_seconds": 31}',
  '{"url": "https://a.example/", "timeout_seconds": 0}', '{"url": "https://a.example/", "timeout_seconds": "5"}',
  '{"url": "https://a.example/", "timeout_seconds": 1.5}'
]) c;
select ok(pg_temp.config('database', c), 'a table: ' || c) from unnest(array[
  '{"schema": "public", "table": "notes", "verb": "select", "columns": ["id", "text"]}',
  '{"schema": "public", "table": "notes", "verb": "select", "columns": ["id"], "limit": 5,
    "filters": [{"argument": "since", "column": "created_at", "operator": "gte"}]}',
  '{"schema": "public", "table": "notes", "verb": "insert", "columns": ["text"]}'
]) c;
select ok(not pg_temp.config('database', c), 'no table: ' || c) from unnest(array[
  '{}', '{"schema": "private", "table": "tool_secrets", "verb": "select", "columns": ["secret"]}',
  '{"schema": "public", "table": "notes", "verb": "delete", "columns": ["id"]}',
  '{"schema": "public", "table": "notes", "verb": "select", "columns": []}',
  '{"schema": "public", "table": "notes", "verb": "select", "columns": "id"}',
  '{"schema": "public", "table": "notes", "verb": "select", "columns": ["*"]}',
  '{"schema": "public", "table": "notes", "verb": "select", "columns": ["organizations(*)"]}',
  '{"schema": "public", "table": "rpc/f", "verb": "select", "columns": ["id"]}',
  '{"schema": "public", "table": "notes", "verb": "select", "columns": ["id"], "filters": [{"argument": "a", "column": "or", "operator": "or"}]}',
  '{"schema": "public", "table": "notes", "verb": "select", "columns": ["id"], "filters": [{"argument": "a", "column": "x.y", "operator": "eq"}]}',
  '{"schema": "public", "table": "notes", "verb": "select", "columns": ["id"], "limit": 1000}',
  '{"schema": "public", "table": "notes", "verb": "update", "columns": ["text"], "filters": []}'
]) c;
select ok(private.is_tool_parameters('{"type": "object", "properties": {"pattern": {"type": "string"}}}'), 'arguments');
select ok(not private.is_tool_parameters(p::jsonb), 'no arguments: ' || p) from unnest(array[
  '{"type": "string"}', '{"type": "object", "properties": {"a": {"type": "string", "pattern": "(a+)+$"}}}',
  '{"type": "object", "properties": {"a": {"patternProperties": {"(a+)+$": {}}}}}',
  '{"type": "object", "properties": {"a": {"$ref": "#"}}}'
]) p;

-- Who makes them.
select tests.authenticate_as(ada) from people;
select lives_ok(
  $$insert into ai.tools (organization_id, name, description, kind, parameters, config)
    select org, 'find_order', 'Finds an order.', 'http', '{"type": "object", "properties": {"order": {"type": "string"}}}',
      '{"url": "https://api.example.com/orders"}' from people$$, 'an owner makes a tool');
select throws_ok(
  $$insert into ai.tools (organization_id, name, description, kind, config)
    select org, 'search_knowledge', 'Mine.', 'http', '{"url": "https://api.example.com/"}' from people$$, '23514', null,
  'not by the name of one that is built in');
select throws_ok(
  format($$insert into ai.tools (organization_id, name, description, kind, config) select org, 'a', 'A.', 'database', %L from people$$, c),
  'PT422', 'tool_table_unfit', 'a table that does not fit: ' || c) from unnest(array[
    '{"schema": "public", "table": "made_up", "verb": "select", "columns": ["id"]}',
    '{"schema": "public", "table": "notes", "verb": "select", "columns": ["made_up"]}',
    '{"schema": "public", "table": "notes", "verb": "insert", "columns": ["text", "organization_id"]}',
    '{"schema": "public", "table": "plans", "verb": "select", "columns": ["id"]}',
    '{"schema": "public", "table": "documents", "verb": "update", "columns": ["name"]}'
  ]) c;
insert into ai.tools (organization_id, name, description, kind, config) select org, 'add_note', 'Adds a note.', 'database',
  '{"schema": "public", "table": "notes", "verb": "insert", "columns": ["text"]}' from people;
select is((select repeatable from ai.tools where name = 'add_note'), true, 'an insert that names its row can be repeated');
insert into ai.tools (organization_id, name, description, kind, config, repeatable) select org, 'add_agent', 'Adds an agent.', 'database',
  '{"schema": "public", "table": "agents", "verb": "insert", "columns": ["name"]}', true from people;
select is((select repeatable from ai.tools where name = 'add_agent'), false, 'another cannot, whatever is said of it');
insert into ai.tool_hosts (organization_id, host) select org, 'api.example.com' from people;
insert into ai.agent_tools (agent_id, tool_id, organization_id)
  select agent, t.id, org from people, ai.tools t where t.name = 'find_order';
select throws_ok(
  format('insert into ai.tool_hosts (organization_id, host) select org, %L from people', host), '23514', null, 'no host: ' || host)
from unnest(array['*.example.com', 'https://api.example.com', 'api.example.com:443', 'API.example.com', 'api.example.com/x']) host;

-- Secrets and sessions.
reset role;
create temp table secrets (secret text);
grant select, insert on secrets to authenticated, service_role;
select tests.authenticate_as(ada) from people;
insert into secrets select ai.rotate_tool_secret(id) from ai.tools where name = 'find_order';
select matches((select secret from secrets), '^whsec_[A-Za-z0-9+/]{43}=$', 'a tool''s secret is told when it is made');
select tests.authenticate_as(bob) from people;
select throws_ok($$select ai.rotate_tool_secret(id) from ai.tools where name = 'find_order'$$, 'PT403', 'role_too_low', 'not by members');
select tests.authenticate_as(ada, act) from people;
select throws_ok($$select ai.rotate_tool_secret(id) from ai.tools$$, 'PT403', 'agent_not_allowed', 'nor by agents');
reset role;
create temp table made as select id as tool from ai.tools where name = 'find_order';
grant select on made to authenticated, service_role;
select tests.authenticate_as(eve) from people;
select throws_ok('select ai.rotate_tool_secret(tool) from made', 'PT404', 'tool_not_found', 'nor by strangers');

-- One call of the tool, as the server opens it.
create function pg_temp.open(p_hash text, p_user uuid, p_host text default 'api.example.com', p_trial boolean default false) returns text[]
language sql as $$
  select o.signing_secrets from people, made, ai.open_tool_session(repeat(p_hash, 64), made.tool, p_user, agent,
    null, (select c.id from calls c where c.user_id = p_user and not p_trial), gen_random_uuid(), p_host, 60) o;
$$;
select tests.authenticate_as_service();
select is((select pg_temp.open('1', bob) from people), (select array_agg(secret) from secrets), 'a session is opened with what signs');
select is(
  (select array[(s.user_id = bob)::text, s.tool_name] from people, ai.tool_session_to_resolve(repeat('1', 64)) s), array['true', 'find_order'],
  'and tells whom it serves');
select throws_ok('select pg_temp.open(''2'', eve) from people', 'PT404', 'tool_not_found', 'none for strangers');
select throws_ok('select pg_temp.open(''2'', bob, ''10.0.0.1'') from people', 'PT403', 'tool_host_not_allowed', 'or for another host');
select throws_ok(
  'select pg_temp.open(''2'', bob, p_trial => true) from people', 'PT403', 'role_too_low', 'trials are for owners and admins');
select ai.count_failed_resolve(repeat('1', 64)) from generate_series(1, 5);
select is_empty($$select * from ai.tool_session_to_resolve(repeat('1', 64))$$, 'it ends when it is tried without the secret');
select pg_temp.open('3', bob) from people;
select ai.close_tool_session(repeat('3', 64));
select is_empty($$select * from ai.tool_session_to_resolve(repeat('3', 64))$$, 'and with its call');
select pg_temp.open('4', bob) from people;
reset role;
update private.tool_sessions set expires_at = now() where token_hash = repeat('4', 64);
select is_empty($$select * from ai.tool_session_to_resolve(repeat('4', 64))$$, 'and with its time');
select tests.authenticate_as_service();
select pg_temp.open('5', bob) from people;
reset role;
delete from memberships using people where user_id = bob and organization_id = org;
select is_empty($$select * from ai.tool_session_to_resolve(repeat('5', 64))$$, 'and when its person leaves');
insert into memberships (organization_id, user_id, role) select org, bob, 'member' from people;
select isnt_empty($$select * from ai.tool_session_to_resolve(repeat('5', 64))$$, 'and is there for a member');
update calls set ended_at = now() from people where id = call;
select is_empty($$select * from ai.tool_session_to_resolve(repeat('5', 64))$$, 'until the call ends');
select tests.authenticate_as_service();
select throws_ok('select pg_temp.open(''6'', bob) from people', 'PT404', 'tool_not_found', 'after which none is opened');
reset role;
delete from ai.agent_tools;
select tests.authenticate_as_service();
select throws_ok('select pg_temp.open(''6'', ada) from people', 'PT404', 'tool_not_found', 'a tool that was taken away is gone at once');
select lives_ok('select pg_temp.open(''6'', ada, p_trial => true) from people', 'but can be tried');

select * from finish();
rollback;
