-- Helpers of policies and triggers live in a schema that no API exposes. Roles may use it only because policies call
-- its functions; what they may execute is granted function by function.
create schema private;
grant usage on schema private to authenticated, service_role;

-- Functions are executable by everyone unless somebody says otherwise: say otherwise, for every function to come.
alter default privileges revoke execute on functions from public;
alter default privileges in schema public revoke execute on functions from anon, authenticated, service_role;

create function private.set_updated_at() returns trigger
language plpgsql set search_path = ''
as $$
begin
  new.updated_at := now();
  return new;
end;
$$;
