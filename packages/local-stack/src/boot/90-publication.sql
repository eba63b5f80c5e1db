-- Realtime sends changes of the tables in this publication; migrations add theirs.
do $$
begin
  if not exists (select from pg_publication where pubname = 'supabase_realtime') then
    create publication supabase_realtime;
  end if;
end
$$;
