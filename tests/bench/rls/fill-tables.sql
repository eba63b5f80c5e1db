-- Fills an empty project set by set. Sizes come as settings: bench.people, bench.organizations (shared ones),
-- bench.calls, bench.messages. Triggers and foreign keys are off meanwhile (session_replication_role): the rows are what
-- the triggers would have made of them, which check-fill.ts verifies. The same sizes give the same rows, times aside.
set session_replication_role = replica;
select setseed(0.4);

create schema bench;

insert into auth.users (id, aud, role, email)
  select md5('person ' || n)::uuid, 'authenticated', 'authenticated', 'person' || n || '@example.com'
  from generate_series(1, current_setting('bench.people')::integer) n;

insert into public.profiles (id, display_name, plan)
  select md5('person ' || n)::uuid, 'Person ' || n, case when n % 20 = 0 then 'pro' else 'free' end
  from generate_series(1, current_setting('bench.people')::integer) n;

-- Sizes are skewed: one in a thousand organisations has 500 people, nine in ten have one to three.
create table bench.shared as
  select n, md5('shared ' || n)::uuid as id, n <= ceil(total / 200.0) as large, n > ceil(total / 10.0) as small,
    least(
      current_setting('bench.people')::integer / 3,
      case
        when n <= ceil(total / 1000.0) then 500
        when n <= ceil(total / 200.0) then 200
        when n <= ceil(total / 50.0) then 50
        when n <= ceil(total / 10.0) then 4 + n % 17
        else 1 + n % 3
      end
    ) as size
  from (select current_setting('bench.organizations')::integer as total) t, generate_series(1, total) n;

insert into public.organizations (id, name, personal_of)
  select md5('personal ' || n)::uuid, 'Person ' || n, md5('person ' || n)::uuid
  from generate_series(1, current_setting('bench.people')::integer) n;
insert into public.organizations (id, name, admins_see_calls)
  select id, 'Organisation ' || n, n % 5 <> 0 from bench.shared;

insert into public.memberships (organization_id, user_id, role)
  select md5('personal ' || n)::uuid, md5('person ' || n)::uuid, 'owner'
  from generate_series(1, current_setting('bench.people')::integer) n;
-- The members of an organisation are a run of people; the largest ones have those who call most.
insert into public.memberships (organization_id, user_id, role)
  select s.id, md5('person ' || 1 + (s.start + k) % people)::uuid,
    case when k = 0 then 'owner' when k <= ceil(s.size / 50.0) and s.size > 1 then 'admin' else 'member' end
  from (
    select *, current_setting('bench.people')::integer as people,
      case when size = 500 then (n - 1) * 500 else (random() * 1e9)::integer end as start
    from bench.shared
  ) s, generate_series(0, s.size - 1) k;

insert into public.agents (id, organization_id, name, description, instructions, status, published_version, created_by, created_at)
  select md5('agent ' || o.id || k)::uuid, o.id, 'Agent ' || k, 'Answers questions of kind ' || k, repeat('You are a voice assistant. ', 20),
    case when k = 1 or k % 3 > 0 then 'published' when k % 2 = 0 then 'draft' else 'archived' end,
    case when k = 1 or k % 3 > 0 then 1 end,
    (select user_id from public.memberships m where m.organization_id = o.id and m.role = 'owner'),
    now() - interval '400 days' + random() * interval '30 days'
  from public.organizations o
  left join bench.shared s on s.id = o.id,
    generate_series(1, case when s.id is null then 1 else 2 + s.size / 25 end) k;

insert into public.agent_versions
  (agent_id, number, organization_id, name, instructions, greeting, voice, model, tools, published_by, published_at)
  select id, published_version, organization_id, name, instructions, greeting, voice, model, tools, created_by, created_at
  from public.agents where published_version is not null;

insert into public.invitations
  (id, organization_id, email, role, token_hash, invited_by, sent_at, expires_at, accepted_at, revoked_at)
  select md5('invitation ' || n || ' ' || k)::uuid, id, 'guest' || k || '@example.com', 'member',
    md5('token ' || n || ' ' || k) || md5('hash ' || n || ' ' || k),
    (select user_id from public.memberships m where m.organization_id = s.id and m.role = 'owner'),
    sent_at, sent_at + interval '7 days',
    case when k % 3 = 1 then sent_at + interval '1 day' end, case when k % 3 = 2 then sent_at + interval '1 day' end
  from bench.shared s, generate_series(1, 1 + size / 10) k,
    lateral (select now() - random() * interval '10 days' + 0 * k * interval '1 day' as sent_at) t;

-- Who calls: a few people often, most of them seldom. Two calls in five are personal; of the others most are made in
-- the largest organisation of their person.
create table bench.places as
  select user_id, organization_id, row_number() over (partition by user_id order by size desc, organization_id) as place,
    count(*) over (partition by user_id) as places
  from public.memberships join bench.shared on id = organization_id;
create unique index on bench.places (user_id, place);
create table bench.callable_agents as
  select organization_id, array_agg(id order by id) as agents from public.agents where status = 'published' group by organization_id;
create unique index on bench.callable_agents (organization_id);

-- Chances are drawn once a call here; what is made of them below draws nothing.
create table bench.draws as
  select n, 1 + floor(current_setting('bench.people')::integer * power(random(), 2))::integer as person,
    random() as whose, random() as which, random() as agent, random() as age,
    ceil(-ln(1 - random()) * 1.05 * current_setting('bench.messages')::numeric / current_setting('bench.calls')::numeric)::integer
      as messages
  from generate_series(1, current_setting('bench.calls')::integer) n;

create table bench.calls as
  select md5('call ' || d.n)::uuid as id, d.n, d.messages, md5('person ' || d.person)::uuid as user_id, o.organization_id,
    a.agents[1 + floor(d.agent * cardinality(a.agents))] as agent_id,
    date_trunc('second', now()) - d.age * interval '365 days' - interval '1 hour' as started_at,
    d.n % 250 = 0 as live
  from bench.draws d
  left join lateral (
    select * from bench.places p
    where p.user_id = md5('person ' || d.person)::uuid and d.whose > 0.4
      and p.place = case when d.which < 0.7 then 1 else 1 + floor((d.which - 0.7) / 0.3 * p.places) end
  ) p on true,
  lateral (select coalesce(p.organization_id, md5('personal ' || d.person)::uuid) as organization_id) o
  join bench.callable_agents a using (organization_id);

insert into public.calls
  (id, user_id, organization_id, agent_id, agent_version, agent_name, title, started_at, ended_at, end_reason, last_seen_at,
    visible_to_admins_of)
  select c.id, c.user_id, c.organization_id, c.agent_id, a.published_version, a.name, case when c.n % 4 = 0 then 'Call ' || c.n end, c.started_at,
    case when not c.live then ends_at end, case when not c.live then 'hangup' end,
    case when c.live then now() else ends_at end,
    case when o.admins_see_calls and o.personal_of is null then o.id end
  from bench.calls c
  join public.organizations o on o.id = c.organization_id
  join public.agents a on a.id = c.agent_id,
    lateral (select c.started_at + (c.messages + 1) * interval '5 seconds' as ends_at) e
  order by c.started_at;

insert into public.call_segments (id, call_id, number, worker, started_at, taken_at, ended_at, end_reason, user_id, visible_to_admins_of)
  select md5('segment ' || c.id || number)::uuid, c.id, number, 'worker-' || number,
    b.started_at + (number - 1) * interval '150 seconds', b.started_at + (number - 1) * interval '150 seconds',
    case when number < segments then b.started_at + number * interval '150 seconds' else c.ended_at end,
    case when number < segments then 'handed_over' when c.ended_at is not null then 'hangup' end, c.user_id, c.visible_to_admins_of
  from bench.calls b
  join public.calls c using (id),
    lateral (select 1 + b.messages * 5 / 150 as segments) s, generate_series(1, segments) number
  order by b.started_at, number;

-- Sentences of 4 to 16 words, the frequent ones of which are frequent. One message in twenty names an order of its own.
create table bench.words as
  select row_number() over () as n, a || b || c as word
  from unnest(string_to_array('ba de ki lo mu na pe ri so tu va we', ' ')) a,
    unnest(string_to_array('lan mer nis por tek ru sal vin', ' ')) b,
    unnest(string_to_array('a el in or um et is on', ' ')) c;
create unique index on bench.words (n);
create table bench.sentences as
  select s as n, string_agg(w.word, ' ' order by k) as text
  from (
    select s, k, 1 + floor(768 * power(random(), 3))::integer as word
    from generate_series(1, 4000) s, generate_series(1, 4 + s % 13) k
  ) p join bench.words w on w.n = p.word
  group by s;
create unique index on bench.sentences (n);

insert into public.messages
  (call_id, role, text, inserted_at, updated_at, item_id, previous_item_id, position, source, started_at, duration_ms,
    user_id, visible_to_admins_of)
  select call_id, case when k % 2 = 1 then 'assistant' else 'user' end,
    s.text || case when at % 20 = 0 then ' order' || at else '' end, said_at, said_at, 'item_' || md5(call_id::text || k),
    case when k > 1 then 'item_' || md5(call_id::text || k - 1) end, k * 1024, 'voice', said_at, 3000 + at % 2000,
    user_id, visible_to_admins_of
  from (
    select c.id as call_id, k, c.user_id, c.visible_to_admins_of, row_number() over (order by b.n, k) as at,
      c.started_at + k * interval '5 seconds' as said_at
    from bench.calls b
    join public.calls c using (id), generate_series(1, b.messages) k
    order by b.n, k
    limit current_setting('bench.messages')::integer
  ) m
  join bench.sentences s on s.n = 1 + at * 7919 % 4000
  order by said_at, call_id;

set session_replication_role = origin;
