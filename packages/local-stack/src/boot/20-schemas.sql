-- The schemas of a hosted project. What lies in auth, storage and realtime is made by those who own it.
create schema if not exists extensions;
create schema if not exists auth;
create schema if not exists storage;
create schema if not exists realtime;
create schema if not exists graphql_public;

alter schema auth owner to supabase_auth_admin;
alter schema storage owner to supabase_storage_admin;
alter schema realtime owner to supabase_realtime_admin;

grant usage on schema public, extensions, auth, storage, realtime, graphql_public
  to anon, authenticated, service_role;
grant all on schema public to postgres;
grant all on schema auth, storage, realtime to postgres;
grant usage on schema auth to supabase_storage_admin, supabase_realtime_admin;
grant usage on schema public, extensions to supabase_auth_admin, supabase_storage_admin, supabase_realtime_admin;

-- A project made after 2026-10-30 grants nothing on new public tables: migrations say who may do what.
-- Functions stay executable by everybody, which is PostgreSQL's own default.
alter default privileges in schema public revoke all on tables from anon, authenticated, service_role;
alter default privileges in schema public revoke all on sequences from anon, authenticated, service_role;
