-- What Realtime has to deliver. Hosted reads the write-ahead log; PGlite has no logical slots, so on every
-- Postgres row triggers write an outbox row and notify. Rolled-back writes leave nothing behind.

create table if not exists realtime.outbox (
  id bigint generated always as identity primary key,
  transaction_id xid8 not null default pg_current_xact_id(),
  captured_at timestamptz not null default clock_timestamp(),
  entity oid not null,
  action text not null check (action in ('INSERT', 'UPDATE', 'DELETE', 'BROADCAST')),
  record jsonb,
  old_record jsonb
);

create index if not exists outbox_transaction_id_index on realtime.outbox (transaction_id);

-- One row for each table that a subscription listens to. `question` is a query that asks the filter of a row,
-- built by realtime.filter_question, null when there is no filter.
create table if not exists realtime.subscription (
  subscription_id bigint not null,
  entity oid not null,
  action_filter text not null check (action_filter in ('*', 'INSERT', 'UPDATE', 'DELETE')),
  question text,
  filter_columns text[] not null default '{}',
  selected_columns text[],
  claims_role text not null,
  claims jsonb not null,
  primary key (subscription_id, entity)
);

create index if not exists subscription_entity_index on realtime.subscription (entity);

-- What was asked for, kept so that tables which join the publication later reach wildcard subscriptions.
create table if not exists realtime.subscription_request (
  subscription_id bigint primary key,
  action_filter text not null,
  schema_pattern text not null,
  table_pattern text not null,
  filters jsonb not null,
  selected_columns text[],
  claims jsonb not null
);

alter table realtime.outbox enable row level security;
alter table realtime.subscription enable row level security;
alter table realtime.subscription_request enable row level security;

-- Without a listener this is one index look-up a row. It never fails the statement that it watches.
create or replace function realtime.capture_change() returns trigger
language plpgsql security definer set search_path = '' set timezone = 'UTC'
as $$
begin
  if not exists (
    select from realtime.subscription
    where entity = tg_relid and (action_filter = '*' or action_filter = tg_op)
  ) then
    return null;
  end if;
  begin
    insert into realtime.outbox (entity, action, record, old_record)
    values (
      tg_relid, tg_op,
      case when tg_op <> 'DELETE' then to_jsonb(new) end,
      case when tg_op <> 'INSERT' then to_jsonb(old) end
    );
    -- Postgres folds equal notifications of one transaction and sends them in the order of commits.
    perform pg_notify('realtime_outbox', pg_current_xact_id()::text);
  exception when query_canceled then
    raise;
  when others then
    raise warning 'Realtime could not capture a change of %: %', tg_relid::regclass, sqlerrm;
  end;
  return null;
end
$$;

create or replace function realtime.capture_message() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  if new.extension = 'broadcast' and new.event is not null then
    insert into realtime.outbox (entity, action, record)
    values (
      tg_relid, 'BROADCAST',
      jsonb_build_object(
        'id', new.id, 'topic', new.topic, 'event', new.event,
        'private', coalesce(new.private, false), 'payload', new.payload
      )
    );
    perform pg_notify('realtime_outbox', pg_current_xact_id()::text);
  end if;
  return null;
end
$$;

create or replace trigger capture_message after insert on realtime.messages
  for each row execute function realtime.capture_message();

revoke execute on function realtime.capture_change(), realtime.capture_message() from public;

create or replace view realtime.published_table as
  select format('%I.%I', schemaname, tablename)::regclass::oid as entity,
    schemaname::text as schema_name, tablename::text as table_name
  from pg_catalog.pg_publication_tables
  where pubname = 'supabase_realtime' and schemaname <> 'realtime';

-- Gives every published table its trigger and takes it from the others. The name sorts before all others, so
-- that a row's change comes before those that its own triggers make, as in the write-ahead log.
create or replace function realtime.sync_publication() returns void
language plpgsql set search_path = ''
as $$
declare
  entity oid;
begin
  for entity in
    select p.entity from realtime.published_table p
    where not exists (
      select from pg_catalog.pg_trigger t where t.tgrelid = p.entity and t.tgname = '00_realtime_capture'
    )
  loop
    execute format(
      'create or replace trigger "00_realtime_capture" after insert or update or delete on %s
         for each row execute function realtime.capture_change()',
      entity::regclass
    );
    -- Always: seeds and restores run with session_replication_role = replica.
    execute format('alter table %s enable always trigger "00_realtime_capture"', entity::regclass);
  end loop;
  for entity in
    select t.tgrelid from pg_catalog.pg_trigger t
    where t.tgname = '00_realtime_capture' and t.tgparentid = 0
      and not exists (select from realtime.published_table p where p.entity = t.tgrelid)
  loop
    execute format('drop trigger "00_realtime_capture" on %s', entity::regclass);
  end loop;
end
$$;

revoke execute on function realtime.sync_publication() from public;
