-- Who is admitted to models, and what becomes of what is put by.
begin;
set local search_path = public, extensions;
select plan(55);

create temp table people as
  select tests.create_user('ada@example.test') as ada, tests.create_user('bob@example.test') as bob, gen_random_uuid() as session;
grant select on people to authenticated, service_role;
select tests.authenticate_as(ada) from people;
create temp table places as
  select s.id as shop, o.id as home from create_organization('Corner Bakery') s, organizations o where o.personal_of = auth.uid();
grant select on places to authenticated, service_role;
reset role;
insert into memberships (organization_id, user_id, role) select shop, bob, 'member' from places, people;
update organizations set plan = 'tiny' where id = (select shop from places);
insert into llm.models (id, kind, text_input, cached_text_input, text_output, max_output_tokens)
  values ('m', 'chat', 1000000, 100000, 2000000, 100), ('dear', 'chat', 1, null, 1, 10), ('free-of-price', 'chat', null, null, null, 10);
insert into plans (
  id, name, live_calls, requests_per_minute, tokens_per_minute, monthly_budget_micro_usd, llm_models, chat_model,
  embedding_model, concurrent_requests
) values ('tiny', 'Tiny', 1, 4, 1000, 1000, '{m,free-of-price,unheard-of}', 'm', 'text-embedding-3-small', 3);

-- As `ada` or `bob`, with what is said beside.
create function pg_temp.ask(p_who uuid, p_more jsonb default '{}', p_estimate jsonb default '{"input_tokens": 10, "output_tokens": 45}')
returns llm.admission language sql security definer as $$
  select llm.admit(
    jsonb_build_object('organization_id', shop, 'user_id', p_who, 'source', 'gateway', 'kind', 'chat') || p_more, p_estimate
  ) from places;
$$;
create function pg_temp.forget() returns void language sql as $$
  delete from llm.holds; delete from llm.usage; delete from llm.shares; delete from llm.budgets;
$$;
create function pg_temp.sums() returns text language sql as $$
  select format('held %s, settled %s', sum(held), sum(settled)) from llm.shares;
$$;
create function pg_temp.plan(p_change text) returns void language plpgsql as $$
begin
  execute 'update public.plans set ' || p_change || ' where id = ''tiny''';
end;
$$;
create temp table asked (name text, a llm.admission);

-- models
select is((pg_temp.ask(ada)).model, 'm', 'without a model: the plan''s') from people;
select is((pg_temp.ask(ada, '{"model": "m"}')).amount_micro_usd, 100::bigint, 'what it may cost is put by') from people;
select is((pg_temp.ask(ada, '{}', '{"input_tokens": 10}')).max_output_tokens, 100, 'an answer has the model''s limit') from people;
select pg_temp.forget();
select is((pg_temp.ask(ada, '{}', '{"output_tokens": 900}')).max_output_tokens, 100, 'whatever is asked for') from people;
select is((pg_temp.ask(ada, '{"kind": "embedding"}', '{"input_tokens": 60}')).amount_micro_usd, 2::bigint, 'costs are rounded up') from people;
select pg_temp.forget();
select is((pg_temp.ask(ada, '{}', '{"output_tokens": 40, "choices": 3}')).amount_micro_usd, 240::bigint, 'each choice may be as long') from people;
select throws_ok($$select pg_temp.ask(ada, '{}', '{"images": 1}') from people$$, 'PT400', 'images_not_taken');
update llm.models set max_image_tokens = 7 where id = 'm';
select is((pg_temp.ask(ada, '{}', '{"output_tokens": 1, "images": 2}')).amount_micro_usd, 16::bigint, 'images have a price') from people;
select pg_temp.forget();
select throws_ok($$select pg_temp.ask(ada, '{"model": "dear"}') from people$$, 'PT403', 'model_not_in_plan');
select throws_ok($$select pg_temp.ask(ada, '{"model": "nobody-has-it"}') from people$$, 'PT404', 'model_not_found');
select throws_ok($$select pg_temp.ask(ada, '{"model": "free-of-price"}') from people$$, 'PT404', 'model_without_price');
select throws_ok($$select pg_temp.ask(ada, '{"model": "unheard-of"}') from people$$, 'PT404', 'model_without_price');
select throws_ok($$select pg_temp.ask(ada, '{"kind": "embedding", "model": "m"}') from people$$, 'PT400', 'model_kind_differs');
select throws_ok(
  $$select pg_temp.ask(ada, '{}', '{"audio_input_tokens": 1}') from people$$, 'PT404', 'model_without_price', 'nor audio, which it has no price for');
select throws_ok($$select pg_temp.ask(ada, '{}', '{"input_tokens": -1}') from people$$, 'PT422', 'usage_invalid');

-- people
select throws_ok($$select pg_temp.ask(gen_random_uuid())$$, 'PT404', 'organization_not_found', 'strangers spend nothing');
select throws_ok(
  $$select pg_temp.ask(ada, jsonb_build_object('auth_session_id', session)) from people$$, 'PT401', 'session_ended');
insert into auth.sessions (id, user_id) select session, ada from people;
select lives_ok($$select pg_temp.ask(ada, jsonb_build_object('auth_session_id', session)) from people$$, 'a session that lives');
select throws_ok(
  $$select pg_temp.ask(bob, jsonb_build_object('auth_session_id', session)) from people$$, 'PT401', 'session_ended', 'is its person''s');
select throws_ok(
  $$select pg_temp.ask(ada, jsonb_build_object('source', 'call', 'call_id', gen_random_uuid())) from people$$, 'PT404', 'call_not_found');
select throws_ok(
  $$select pg_temp.ask(ada, jsonb_build_object('source', 'run', 'run_id', gen_random_uuid())) from people$$, 'PT404', 'run_not_found');
select throws_ok($$select pg_temp.ask(ada, jsonb_build_object('source', 'run')) from people$$, 'PT404', 'run_not_found');

-- limits
select pg_temp.forget();
select pg_temp.ask(case when n = 1 then bob else ada end) from people, generate_series(1, 3) n;
select throws_ok($$select pg_temp.ask(bob) from people$$, 'PT429', 'concurrent_requests_limit', 'whoever of the organisation asks');
update llm.holds set expires_at = now() - interval '1 second';
select lives_ok($$select pg_temp.ask(bob) from people$$, 'what has expired is not under way');
select throws_ok($$select pg_temp.ask(ada) from people$$, 'PT429', 'requests_limit');
update llm.holds set created_at = now() - interval '2 minutes';
select lives_ok($$select pg_temp.ask(ada) from people$$, 'after a minute');
select pg_temp.forget();
select pg_temp.plan('tokens_per_minute = 109');
select throws_ok($$select pg_temp.ask(ada, '{}', '{"input_tokens": 10, "output_tokens": 100}') from people$$, 'PT413', 'request_too_large');
select is((pg_temp.ask(ada)).tokens_left, 54::bigint, 'it says what is left') from people;
select throws_ok($$select pg_temp.ask(bob) from people$$, 'PT429', 'tokens_limit');
select is(llm.settle(id, '{"input_tokens": 9}'), 9::bigint, 'it costs what it was') from llm.holds;
select lives_ok($$select pg_temp.ask(bob) from people$$, 'tokens that were not used are there again');

-- budgets
select pg_temp.forget();
select pg_temp.plan('tokens_per_minute = 100000, requests_per_minute = 1000, concurrent_requests = 1000');
insert into asked select 'ada ' || n, pg_temp.ask(ada) from people, generate_series(1, 5) n;
insert into asked select 'bob ' || n, pg_temp.ask(bob) from people, generate_series(1, 5) n;
select is(pg_temp.sums(), 'held 1000, settled 0', 'all of the budget is put by, whoever draws it');
select throws_ok($$select pg_temp.ask(ada) from people$$, 'PT402', 'budget_spent');
select ok(llm.release((a).hold_id), 'what came to nothing is given back') from asked where name = 'bob 1';
select ok(not llm.release((a).hold_id), 'once') from asked where name = 'bob 1';
select throws_ok($$select llm.settle((a).hold_id, null) from asked where name = 'bob 1'$$, 'PT404', 'hold_not_found');
select lives_ok($$select pg_temp.ask(ada) from people$$, 'and is there for everybody, in another''s share too');
select is(llm.settle((a).hold_id, '{"input_tokens": 10, "cached_input_tokens": 5, "output_tokens": 2}'), 10::bigint, 'cached input is cheaper')
  from asked where name = 'bob 2';
select is(llm.settle((a).hold_id, '{"input_tokens": 1000}'), 10::bigint, 'it is settled once') from asked where name = 'bob 2';
select is(llm.settle((a).hold_id, null), 100::bigint, 'what nobody can tell is what was put by') from asked where name = 'bob 3';
select is(pg_temp.sums(), 'held 800, settled 110', 'sums are exact');
update llm.holds set expires_at = now() - interval '1 second' where id in (select (a).hold_id from asked where name in ('bob 4', 'bob 5'));
select lives_ok($$select pg_temp.ask(ada) from people$$, 'what has expired is given back when it is needed');
select is(pg_temp.sums(), 'held 700, settled 110', 'all of it');
select is(llm.settle((a).hold_id, '{"input_tokens": 30}'), 30::bigint, 'who comes late has it counted') from asked where name = 'bob 4';
select is(llm.settle((a).hold_id, '{"input_tokens": 130}'), 130::bigint, 'and so has who used more') from asked where name = 'ada 1';
select is(pg_temp.sums(), 'held 600, settled 270', 'sums stay exact');
select is((select sum(drawn) from llm.shares), (select drawn::numeric from llm.budgets), 'shares are what was drawn');
select pg_temp.plan('monthly_budget_micro_usd = 900');
select throws_ok($$select pg_temp.ask(bob) from people$$, 'PT402', 'budget_spent', 'a smaller plan holds at once');
select pg_temp.plan('monthly_budget_micro_usd = 1000');
update organizations set member_budget_micro_usd = 120;
select throws_ok($$select pg_temp.ask(ada) from people$$, 'PT402', 'member_budget_spent');
update organizations set member_budget_micro_usd = null;

-- keys
select is(
  (pg_temp.ask(bob, '{"idempotency_key": "k"}')).hold_id, (pg_temp.ask(bob, '{"idempotency_key": "k"}')).hold_id,
  'a key is one request') from people;
select ok(llm.settle(hold_id, null) > 0 , 'it is settled')
  from (select (pg_temp.ask(bob, '{"idempotency_key": "k"}')).hold_id from people) a;
select throws_ok($$select pg_temp.ask(bob, '{"idempotency_key": "k"}') from people$$, 'PT409', 'idempotency_key_used');

-- free organisations
select pg_temp.forget();
update plans set monthly_budget_micro_usd = 150, concurrent_requests = 10, llm_models = '{m}' where id = 'free';
update organizations set plan = 'free' where id = (select shop from places);
select lives_ok($$select pg_temp.ask(ada, '{"model": "m"}') from people$$, 'a free organisation');
select throws_ok(
  $$select pg_temp.ask(ada, jsonb_build_object('organization_id', home, 'model', 'm')) from people, places$$, 'PT402', 'free_budget_spent',
  'and another one have one budget of their person');
delete from organizations where id = (select shop from places);
select throws_ok(
  $$select pg_temp.ask(ada, jsonb_build_object('organization_id', home, 'model', 'm')) from people, places$$, 'PT402', 'free_budget_spent',
  'though the first is deleted');

select * from finish();
rollback;
