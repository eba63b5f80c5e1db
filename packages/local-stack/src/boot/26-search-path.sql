-- Unqualified names find what is in `extensions` too, as on a hosted project. Holds for new sessions.
do $$
begin
  if not exists (
    select from pg_db_role_setting s join pg_database d on d.oid = s.setdatabase
    where d.datname = current_database() and s.setrole = 0
      and exists (select from unnest(s.setconfig) as setting where setting like 'search_path=%')
  ) then
    execute format('alter database %I set search_path to "$user", public, extensions', current_database());
  end if;
end
$$;

set search_path to "$user", public, extensions;
