-- The extensions that a hosted project has from the start, where the server offers them. pgTAP is left to the tests.
do $$
declare
  wanted text;
begin
  foreach wanted in array array['vector', 'pgcrypto', 'uuid-ossp', 'pg_trgm']
  loop
    if exists (select from pg_available_extensions where name = wanted) then
      execute format('create extension if not exists %I with schema extensions', wanted);
    end if;
  end loop;
end
$$;
