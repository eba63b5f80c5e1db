-- The roles of a hosted project. Roles belong to the whole cluster, so on a native server another database may have
-- made them already, or be making them at this moment.
do $$
declare
  wanted record;
begin
  for wanted in
    select * from (values
      ('anon', 'nologin noinherit'),
      ('authenticated', 'nologin noinherit'),
      ('service_role', 'nologin noinherit bypassrls'),
      ('authenticator', 'login noinherit password ''postgres'''),
      ('supabase_admin', 'login superuser createdb createrole replication bypassrls password ''postgres'''),
      ('supabase_auth_admin', 'login noinherit createrole password ''postgres'''),
      ('supabase_storage_admin', 'login noinherit createrole password ''postgres'''),
      ('supabase_realtime_admin', 'nologin noinherit'),
      ('dashboard_user', 'nologin createdb createrole replication')
    ) as roles (name, options)
  loop
    begin
      if not exists (select from pg_roles where rolname = wanted.name) then
        execute format('create role %I %s', wanted.name, wanted.options);
      end if;
    exception when duplicate_object or unique_violation then
      null;
    end;
  end loop;
end
$$;

-- Memberships, each only where it is missing: two databases that boot at once would otherwise collide on them.
do $$
declare
  wanted record;
begin
  for wanted in
    select * from (values
      ('anon', 'authenticator'),
      ('authenticated', 'authenticator'),
      ('service_role', 'authenticator'),
      ('anon', 'supabase_storage_admin'),
      ('authenticated', 'supabase_storage_admin'),
      ('service_role', 'supabase_storage_admin'),
      ('anon', 'postgres'),
      ('authenticated', 'postgres'),
      ('service_role', 'postgres'),
      ('supabase_realtime_admin', 'postgres')
    ) as memberships (role, member)
  loop
    begin
      if not exists (
        select from pg_auth_members m
        where m.roleid = wanted.role::regrole and m.member = wanted.member::regrole
      ) then
        execute format('grant %I to %I', wanted.role, wanted.member);
      end if;
    exception when unique_violation or internal_error then
      null;
    end;
  end loop;
end
$$;
