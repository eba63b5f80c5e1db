begin;
set local search_path = public, extensions;
select plan(12);

create temp table people as
  select tests.create_user('ada@example.test') as ada, tests.create_user('bob@example.test') as bob;
grant select on people to authenticated, service_role;
create temp table shared as select gen_random_uuid() as id;
grant select on shared to authenticated;
insert into organizations (id, name) select id, 'Shared' from shared;
insert into memberships (organization_id, user_id, role)
  select id, ada, 'admin' from shared, people union all select id, bob, 'owner' from shared, people;

-- Ada's calls 1 to 4 and Bob's 5, an hour between them; Ada's first is her own matter.
insert into calls (user_id, organization_id, title, started_at, ended_at)
  select case when n < 5 then ada else bob end,
    case when n = 1 then (select o.id from organizations o where o.personal_of = ada) else shared.id end,
    'Call ' || n, now() - (10 - n) * interval '1 hour', now() - (10 - n) * interval '1 hour'
  from people, shared, generate_series(1, 5) n;
insert into messages (call_id, position, role, text)
  select c.id, m.position, m.role, m.text from calls c join (values
    ('Call 1', 1, 'assistant', 'Good morning'), ('Call 1', 2, 'user', 'I lost my Order number'), ('Call 1', 3, 'user', 'Thanks'),
    ('Call 2', 1, 'user', 'A reorder, please'),
    ('Call 3', 1, 'user', 'My order'), ('Call 3', 2, 'assistant', 'Which number has the order?'),
    ('Call 5', 1, 'user', 'Ordered numbers')
  ) m (title, position, role, text) using (title);

select tests.authenticate_as(ada) from people;
select results_eq('select title from search_calls()', array['Call 4', 'Call 3', 'Call 2', 'Call 1'], 'one''s own calls, newest first');
select results_eq($$select title from search_calls(p_organization_id => (select id from shared))$$,
  array['Call 4', 'Call 3', 'Call 2'], 'those of an organisation');
select results_eq($$select title from search_calls(p_organization_id => (select id from shared), p_everyones => true)$$,
  array['Call 5', 'Call 4', 'Call 3', 'Call 2'], 'with those of others');
select results_eq('select title from search_calls(p_everyones => true)',
  array['Call 5', 'Call 4', 'Call 3', 'Call 2', 'Call 1'], 'everywhere');
select results_eq('select title from search_calls(p_limit => 2)', array['Call 4', 'Call 3'], 'a page');
select results_eq($$select title from search_calls(p_limit => 2, p_before => now() - interval '7 hours')$$,
  array['Call 2', 'Call 1'], 'and the next one');
select results_eq('select message_count, snippet from search_calls() where title in (''Call 1'', ''Call 4'') order by title',
  $$values (3::bigint, 'I lost my Order number'), (0, null)$$, 'with the count of messages, and what the caller said first');
select results_eq($$select title, snippet from search_calls('ORDER')$$,
  $$values ('Call 3', 'My order'), ('Call 1', 'I lost my Order number')$$, 'a word, however it is written, but no part of one');
select results_eq($$select title, snippet from search_calls('order, num')$$,
  $$values ('Call 3', 'Which number has the order?'), ('Call 1', 'I lost my Order number')$$, 'all the words in one turn, the last as a beginning');
select results_eq($$select title from search_calls('order', p_everyones => true)$$,
  array['Call 5', 'Call 3', 'Call 1'], 'what others said');
select results_eq($$select title from search_calls('  %% ')$$, array['Call 4', 'Call 3', 'Call 2', 'Call 1'], 'signs are no words');

select tests.authenticate_as(bob) from people;
select results_eq('select title from search_calls(p_everyones => true)', array['Call 5', 'Call 4', 'Call 3', 'Call 2'],
  'personal calls stay personal');

select * from finish();
rollback;
