-- Images: each person in a folder of their own; an agent that acts for them looks, and changes nothing.
begin;
set local search_path = public, extensions;
select plan(11);

create temp table people as
  select tests.create_user('ada@example.test') as ada, tests.create_user('bob@example.test') as bob,
    '{"act": {"sub": "agent"}}'::jsonb as act;
grant select on people to authenticated;

select tests.authenticate_as(ada) from people;
select lives_ok(
  $$insert into storage.objects (bucket_id, name) select 'images', ada || '/a.png' from people$$, 'ada uploads an image');
select throws_ok(
  $$insert into storage.objects (bucket_id, name) select 'images', bob || '/a.png' from people$$, '42501', null,
  'not into bob''s folder');
select throws_ok(
  $$update storage.objects set name = (select bob || '/a.png' from people)$$, '42501', null, 'nor moves one there');
select throws_ok($$update storage.objects set bucket_id = 'sources'$$, '42501', null, 'nor among the files of sources');

select tests.authenticate_as(ada, act) from people;
select isnt_empty('select 1 from storage.objects', 'her agent sees it');
select throws_ok(
  $$insert into storage.objects (bucket_id, name) select 'images', ada || '/b.png' from people$$, '42501', null,
  'uploads none');
select is_empty($$update storage.objects set metadata = '{}' returning id$$, 'replaces none');
select is_empty('delete from storage.objects returning id', 'and deletes none');

select tests.authenticate_as(bob) from people;
select is_empty('select 1 from storage.objects', 'bob sees nothing of it');
select is_empty('delete from storage.objects returning id', 'and deletes nothing');

select tests.authenticate_as(ada) from people;
select isnt_empty($$update storage.objects set metadata = '{}' returning id$$, 'ada replaces it');

select * from finish();
rollback;
