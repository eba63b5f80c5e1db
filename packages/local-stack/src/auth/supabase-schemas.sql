-- What the embedded auth and storage services leave out of their schemas and a hosted project has. Runs at every start,
-- after theirs and before the migrations.

-- Policies and functions of the callers look at auth.uid() and auth.jwt().
grant usage on schema auth to anon, authenticated, service_role;

grant usage on schema auth to supabase_auth_admin;
grant all on all tables in schema auth to supabase_auth_admin;

-- How each session began; the `amr` claim of its tokens.
create table if not exists auth.mfa_amr_claims (
  id uuid primary key,
  session_id uuid not null references auth.sessions (id) on delete cascade,
  authentication_method text not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (session_id, authentication_method)
);
grant all on auth.mfa_amr_claims to supabase_auth_admin;

grant usage on schema storage to anon, authenticated, service_role;
grant all on storage.buckets, storage.objects to anon, authenticated, service_role;
grant execute on all functions in schema storage to anon, authenticated, service_role;

-- The embedded services write JSON as a text within JSON, where triggers and policies look for an object. The names of
-- the triggers sort before all others.
create schema if not exists extensions;

create or replace function extensions.unwrap_json() returns trigger
language plpgsql set search_path = ''
as $$
declare
  name text;
  row_now jsonb := pg_catalog.to_jsonb(new);
begin
  foreach name in array tg_argv loop
    if pg_catalog.jsonb_typeof(row_now -> name) = 'string' then
      new := pg_catalog.jsonb_populate_record(
        new, pg_catalog.jsonb_build_object(name, (row_now ->> name)::jsonb)
      );
    end if;
  end loop;
  return new;
end;
$$;

create or replace trigger "00_unwrap_json" before insert or update on auth.users
  for each row execute function extensions.unwrap_json('raw_app_meta_data', 'raw_user_meta_data');
create or replace trigger "00_unwrap_json" before insert or update on auth.identities
  for each row execute function extensions.unwrap_json('identity_data');
create or replace trigger "00_unwrap_json" before insert or update on storage.objects
  for each row execute function extensions.unwrap_json('metadata', 'user_metadata');

-- The data API forgets what it knows of the schema when the schema changes.
create or replace function extensions.pgrst_ddl_watch() returns event_trigger
language plpgsql set search_path = ''
as $$
begin
  perform pg_catalog.pg_notify('pgrst', 'reload schema');
end;
$$;

drop event trigger if exists pgrst_ddl_watch;
create event trigger pgrst_ddl_watch on ddl_command_end execute function extensions.pgrst_ddl_watch();
drop event trigger if exists pgrst_drop_watch;
create event trigger pgrst_drop_watch on sql_drop execute function extensions.pgrst_ddl_watch();
