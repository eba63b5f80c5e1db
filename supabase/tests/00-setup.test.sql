-- Helpers for every test file. They stay in the database (schema `tests`), so this file runs first and commits.
begin;

create extension if not exists pgtap with schema extensions;
create schema if not exists tests;
grant usage on schema tests to anon, authenticated, service_role;

-- pgTAP's functions are called as the user under test too.
grant usage on schema extensions to anon, authenticated, service_role;
grant execute on all functions in schema extensions to anon, authenticated, service_role;

-- A user as Auth would make one.
create or replace function tests.create_user(p_email text) returns uuid
language sql security definer set search_path = ''
as $$
  insert into auth.users (id, aud, role, email) values (gen_random_uuid(), 'authenticated', 'authenticated', p_email)
  returning id;
$$;

-- From here on, statements run as this user, as PostgREST would run them.
create or replace function tests.authenticate_as(p_user_id uuid, p_claims jsonb default '{}') returns void
language plpgsql set search_path = ''
as $$
begin
  perform set_config('role', 'authenticated', true);
  perform set_config(
    'request.jwt.claims',
    (jsonb_build_object('sub', p_user_id, 'role', 'authenticated') || p_claims)::text,
    true
  );
end;
$$;

create or replace function tests.authenticate_as_anon() returns void
language plpgsql set search_path = ''
as $$
begin
  perform set_config('role', 'anon', true);
  perform set_config('request.jwt.claims', '{"role":"anon"}', true);
end;
$$;

create or replace function tests.authenticate_as_service() returns void
language plpgsql set search_path = ''
as $$
begin
  perform set_config('role', 'service_role', true);
  perform set_config('request.jwt.claims', '{"role":"service_role"}', true);
end;
$$;

grant execute on all functions in schema tests to anon, authenticated, service_role;

commit;

begin;
set local search_path = public, extensions;
select plan(1);
select has_schema('tests');
select * from finish();
rollback;
