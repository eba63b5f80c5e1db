-- Realtime as a hosted project has it: broadcast messages, whose policies also authorise private channels,
-- and the functions with which SQL sends them.

create schema if not exists realtime;

create table if not exists realtime.messages (
  topic text not null,
  extension text not null,
  payload jsonb,
  event text,
  private boolean default false,
  updated_at timestamp not null default now(),
  inserted_at timestamp not null default now(),
  id uuid not null default gen_random_uuid(),
  primary key (id, inserted_at)
) partition by range (inserted_at);

-- A message always has somewhere to go, also on a day whose partition is not there yet.
create table if not exists realtime.messages_default partition of realtime.messages default;

create index if not exists messages_topic_inserted_at_index
  on realtime.messages (topic, inserted_at desc)
  where extension = 'broadcast' and private;

grant usage on schema realtime to anon, authenticated, service_role, supabase_realtime_admin;
grant select, insert, update on realtime.messages to anon, authenticated, service_role;

alter table realtime.messages enable row level security;
alter table realtime.messages owner to supabase_realtime_admin;

create or replace function realtime.topic() returns text
language sql stable
as $$ select nullif(current_setting('realtime.topic', true), '') $$;

comment on function realtime.topic() is 'The channel that is being authorised; for policies on realtime.messages.';

-- Runs as its caller, as on hosted: without an INSERT policy an authenticated caller sends nothing and only a
-- warning says so.
create or replace function realtime.send(payload jsonb, event text, topic text, private boolean default true)
returns void language plpgsql
as $$
declare
  message_id uuid := gen_random_uuid();
begin
  perform set_config('realtime.topic', topic, true);
  insert into realtime.messages (id, payload, event, topic, private, extension)
  values (
    message_id,
    case when payload ? 'id' then payload else jsonb_set(payload, '{id}', to_jsonb(message_id)) end,
    event, topic, private, 'broadcast'
  );
exception when others then
  raise warning 'WarnSendingBroadcastMessage: %', sqlerrm;
end
$$;

create or replace function realtime.broadcast_changes(
  topic_name text, event_name text, operation text, table_name text, table_schema text,
  new record, old record, level text default 'ROW'
) returns void language plpgsql
as $$
begin
  if level = 'STATEMENT' then
    raise exception 'function can only be triggered for each row, not for each statement'
      using errcode = 'feature_not_supported';
  end if;
  if operation not in ('INSERT', 'UPDATE', 'DELETE') then
    raise exception 'Unexpected operation type: %', operation using errcode = 'invalid_parameter_value';
  end if;
  perform realtime.send(
    jsonb_build_object(
      'old_record', old, 'record', new, 'operation', operation, 'table', table_name, 'schema', table_schema
    ),
    event_name, topic_name
  );
end
$$;

-- Partitions for today and the next three days; those older than three days go, as on hosted.
create or replace function realtime.rotate_message_partitions() returns void
language plpgsql set search_path = ''
as $$
declare
  day date;
  old_partition regclass;
begin
  for day in select current_date + n from generate_series(0, 3) as n loop
    begin
      execute format(
        'create table if not exists realtime.%I partition of realtime.messages for values from (%L) to (%L)',
        'messages_' || to_char(day, 'YYYY_MM_DD'), day, day + 1
      );
    exception when check_violation then
      null; -- the default partition already holds rows of that day: they stay there
    end;
  end loop;
  for old_partition in
    select inhrelid::regclass from pg_catalog.pg_inherits
    join pg_catalog.pg_class c on c.oid = inhrelid
    where inhparent = 'realtime.messages'::regclass
      and c.relname ~ '^messages_\d{4}_\d{2}_\d{2}$'
      and to_date(substr(c.relname, 10), 'YYYY_MM_DD') < current_date - 3
  loop
    execute format('drop table %s', old_partition);
  end loop;
  delete from realtime.messages_default where inserted_at < current_date - 3;
end
$$;

revoke execute on function realtime.rotate_message_partitions() from public;
