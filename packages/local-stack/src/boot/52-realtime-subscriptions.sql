-- Subscriptions to postgres_changes: which tables, which filters, as whom.

-- The query that asks a filter list of a row of one table, given as $1; null without filters. Raises when the role may not select a column,
-- or when operator, type and value do not fit: at subscribe time, never when a row is written.
create or replace function realtime.filter_question(entity oid, role_name text, filters jsonb) returns text
language plpgsql stable set search_path = ''
as $$
declare
  filter record;
  column_type text;
  condition text;
  conditions text[] := '{}';
begin
  for filter in
    select * from jsonb_to_recordset(filters) as f("column" text, operator text, value text, "values" text[], negate boolean)
  loop
    column_type := realtime.selectable_column_type(entity, role_name, filter.column);
    if column_type is null then
      raise exception 'invalid column for filter %', filter.column using errcode = 'undefined_column';
    end if;
    condition := case filter.operator
      when 'in' then format('k.%I = any (%L::%s[])', filter.column, filter.values, column_type)
      when 'is' then format('k.%I is %s', filter.column, realtime.is_keyword(filter.value, column_type))
      when 'isdistinct' then format('k.%I is distinct from %L::%s', filter.column, filter.value, column_type)
      else format(
        'k.%I %s %L::%s', filter.column, realtime.filter_operator(filter.operator), filter.value, column_type
      )
    end;
    if filter.operator in ('match', 'imatch') then
      perform '' ~ filter.value; -- a bad pattern is refused now
    end if;
    if cardinality(filter.values) > 100 then
      raise exception 'too many values for `in` filter. Maximum 100' using errcode = 'invalid_parameter_value';
    end if;
    conditions := conditions || format('coalesce(%s (%s), false)', case when filter.negate then 'not' end, condition);
  end loop;
  if conditions = '{}' then
    return null;
  end if;
  return format(
    'select %s from jsonb_to_record($1) as %s',
    array_to_string(conditions, ' and '),
    realtime.record_definition(entity, array(select distinct f ->> 'column' from jsonb_array_elements(filters) f))
  );
end
$$;

create or replace function realtime.filter_operator(name text) returns text
language plpgsql immutable set search_path = ''
as $$
declare
  symbol text := '{"eq":"=","neq":"<>","lt":"<","lte":"<=","gt":">","gte":">=",
    "like":"like","ilike":"ilike","match":"~","imatch":"~*"}'::jsonb ->> name;
begin
  if symbol is null then
    raise exception 'unsupported equality operator: %', name using errcode = 'invalid_parameter_value';
  end if;
  return symbol;
end
$$;

create or replace function realtime.is_keyword(value text, column_type text) returns text
language plpgsql immutable set search_path = ''
as $$
begin
  if value not in ('null', 'true', 'false', 'unknown') then
    raise exception 'invalid value for is filter: must be null, true, false, or unknown'
      using errcode = 'invalid_parameter_value';
  end if;
  if value <> 'null' and column_type <> 'boolean' then
    raise exception 'is % filter requires a boolean column, got %', value, column_type
      using errcode = 'datatype_mismatch';
  end if;
  return value;
end
$$;

-- Null when there is no such column or the role may not select it.
create or replace function realtime.selectable_column_type(entity oid, role_name text, column_name text)
returns text language sql stable set search_path = ''
as $$
  select format_type(atttypid, -1)
  from pg_catalog.pg_attribute
  where attrelid = entity and attname = column_name and attnum > 0 and not attisdropped
    and has_column_privilege(role_name, entity, attnum, 'select')
$$;

-- `k(a integer, b text)`: how jsonb_to_record reads these columns of a captured row.
create or replace function realtime.record_definition(entity oid, columns text[]) returns text
language plpgsql stable set search_path = ''
as $$
begin
  return (
    select format('k(%s)', string_agg(format('%I %s', attname, format_type(atttypid, atttypmod)), ', '))
    from pg_catalog.pg_attribute
    where attrelid = entity and attname = any (columns) and attnum > 0 and not attisdropped
  );
end
$$;

-- Not with a search_path of its own: operators of extensions must be found, as they are for a query.
create or replace function realtime.ask_filter(question text, record jsonb) returns boolean
language plpgsql stable
as $$
declare
  passes boolean;
begin
  execute question into passes using record;
  return passes;
end
$$;

-- False where the table has changed since, so that the filter no longer fits.
create or replace function realtime.passes_filter(question text, record jsonb) returns boolean
language plpgsql stable
as $$
begin
  return realtime.ask_filter(question, record);
exception when others then
  return false;
end
$$;

create or replace function realtime.listen_to_table(request realtime.subscription_request, entity oid) returns void
language plpgsql
as $$
declare
  role_name text := request.claims ->> 'role';
  columns text[] := array(select distinct f ->> 'column' from jsonb_array_elements(request.filters) f);
  question text := realtime.filter_question(entity, role_name, request.filters);
  selected text;
begin
  if question is not null then
    perform realtime.ask_filter(question, '{}');
  end if;
  foreach selected in array coalesce(request.selected_columns, '{}') loop
    if realtime.selectable_column_type(entity, role_name, selected) is null then
      raise exception 'invalid column for select %', selected using errcode = 'undefined_column';
    end if;
  end loop;
  insert into realtime.subscription
  values (
    request.subscription_id, entity, request.action_filter, question, columns,
    request.selected_columns, role_name, request.claims
  );
end
$$;

-- Subscribes anew under the same id. Returns the number of tables: 0 says that none is published.
create or replace function realtime.subscribe(
  id bigint, event text, schema_pattern text, table_pattern text, filters jsonb, selected_columns text[], claims jsonb
) returns integer language plpgsql
as $$
declare
  request realtime.subscription_request := row(id, event, schema_pattern, table_pattern, filters, selected_columns, claims);
  table_count integer := 0;
  published_entity oid;
begin
  perform realtime.unsubscribe(array[id]);
  if to_regrole(quote_ident(claims ->> 'role')) is null then
    raise exception 'role "%" does not exist', claims ->> 'role' using errcode = 'undefined_object';
  end if;
  insert into realtime.subscription_request select request.*;
  for published_entity in select entity from realtime.requested_tables(request) loop
    perform realtime.listen_to_table(request, published_entity);
    table_count := table_count + 1;
  end loop;
  return table_count;
end
$$;

create or replace function realtime.requested_tables(request realtime.subscription_request)
returns table (entity oid) language sql stable
as $$
  select p.entity from realtime.published_table p
  where (request.schema_pattern = '*' or p.schema_name = request.schema_pattern)
    and (request.table_pattern = '*' or p.table_name = request.table_pattern)
$$;

create or replace function realtime.unsubscribe(ids bigint[]) returns void language sql
as $$
  delete from realtime.subscription where subscription_id = any (ids);
  delete from realtime.subscription_request where subscription_id = any (ids);
$$;

-- Wildcards grow with the publication; a filter that does not fit the new table leaves that table out.
create or replace function realtime.extend_subscriptions() returns void language plpgsql
as $$
declare
  request realtime.subscription_request;
  published_entity oid;
begin
  delete from realtime.subscription s
  where not exists (select from realtime.published_table p where p.entity = s.entity);
  for request in select * from realtime.subscription_request loop
    for published_entity in
      select t.entity from realtime.requested_tables(request) t
      where not exists (
        select from realtime.subscription s
        where s.subscription_id = request.subscription_id and s.entity = t.entity
      )
    loop
      begin
        perform realtime.listen_to_table(request, published_entity);
      exception when others then
        raise warning 'Realtime subscription % leaves out %: %', request.subscription_id, published_entity::regclass, sqlerrm;
      end;
    end loop;
  end loop;
end
$$;

-- Inside the migration that publishes a table, so that its first row is seen. Never fails the migration.
create or replace function realtime.follow_publication() returns event_trigger
language plpgsql security definer set search_path = 'public', 'extensions'
as $$
begin
  perform realtime.sync_publication();
  perform realtime.extend_subscriptions();
exception when others then
  raise warning 'Realtime could not follow the publication: %', sqlerrm;
end
$$;

do $$
begin
  if not exists (select from pg_event_trigger where evtname = 'realtime_follow_publication') then
    create event trigger realtime_follow_publication on ddl_command_end
      when tag in ('CREATE PUBLICATION', 'ALTER PUBLICATION', 'CREATE TABLE', 'CREATE TABLE AS')
      execute function realtime.follow_publication();
  end if;
  perform realtime.sync_publication();
end
$$;

revoke execute on all functions in schema realtime from public;
grant execute on function realtime.topic() to public;
grant execute on function realtime.send(jsonb, text, text, boolean) to public;
grant execute on function realtime.broadcast_changes(text, text, text, text, text, record, record, text) to public;
