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
  insert into auth.users (id, aud, role, email, email_confirmed_at)
  values (gen_random_uuid(), 'authenticated', 'authenticated', p_email, now())
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

-- A worker that this user's client has opened: asks for a ticket as the user, and redeems it as the relay. Leaves the
-- role as the service's.
create or replace function tests.open_segment(
  p_user_id uuid, p_call_id uuid default null, p_from_segment integer default null, p_take_over boolean default false
)
returns table (call_id uuid, id uuid, number integer, standby boolean, audio_ms bigint, next_position bigint, forming_item_id text)
language plpgsql set search_path = ''
as $$
declare
  v_token_hash text := encode(sha256(gen_random_uuid()::text::bytea), 'hex');
begin
  perform tests.authenticate_as(p_user_id);
  perform public.open_call(v_token_hash, null, p_call_id, p_from_segment, p_take_over);
  perform tests.authenticate_as_service();
  return query
    select r.call_id, r.segment_id, r.segment_number, r.standby, r.audio_ms, r.next_position, r.forming_item_id
    from public.redeem_call_ticket(v_token_hash, 'worker') r;
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
