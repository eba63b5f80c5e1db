-- From outbox rows to what each subscription may see. Runs as the owner of the database and takes the
-- subscriber's role only around the question whether its policies show the row.
-- All in plpgsql, whose plans are kept: planned anew for each change, these queries took most of the time.

create or replace function realtime.key_columns(entity oid) returns text[]
language plpgsql stable set search_path = ''
as $$
begin
  return coalesce((
    select array_agg(a.attname::text order by a.attnum)
    from pg_catalog.pg_index i
    join pg_catalog.pg_attribute a on a.attrelid = i.indrelid and a.attnum = any (i.indkey::int2[])
    where i.indrelid = entity and i.indisprimary
  ), '{}');
end
$$;

-- The columns of the old row that the write-ahead log would hold.
create or replace function realtime.identity_columns(entity oid) returns text[]
language plpgsql stable set search_path = ''
as $$
declare
  identity "char" := (select relreplident from pg_catalog.pg_class where oid = entity);
begin
  if identity = 'd' then
    return realtime.key_columns(entity);
  end if;
  return coalesce((
    select array_agg(a.attname::text order by a.attnum)
    from pg_catalog.pg_attribute a
    where a.attrelid = entity and a.attnum > 0 and not a.attisdropped
      and (identity = 'f' or exists (
        select from pg_catalog.pg_index i
        where i.indrelid = entity and i.indisreplident and a.attnum = any (i.indkey::int2[])
      ))
  ), '{}');
end
$$;

-- Published columns that the role may select, [{name, type}].
create or replace function realtime.selectable_columns(entity oid, role_name text) returns jsonb
language plpgsql stable set search_path = ''
as $$
begin
  return coalesce((
    select jsonb_agg(jsonb_build_object('name', a.attname, 'type', t.typname) order by a.attnum)
    from pg_catalog.pg_attribute a
    join pg_catalog.pg_type t on t.oid = a.atttypid
    where a.attrelid = entity and a.attnum > 0 and not a.attisdropped
      and has_column_privilege(role_name, entity, a.attnum, 'select')
      and not exists (
        select from pg_catalog.pg_publication_rel r
        join pg_catalog.pg_publication p on p.oid = r.prpubid and p.pubname = 'supabase_realtime'
        where r.prrelid = entity and r.prattrs is not null and a.attnum <> all (r.prattrs::int2[])
      )
  ), '[]');
end
$$;

-- Of `record` only the columns named, and only short ones when the whole is too large to send.
create or replace function realtime.trim_record(record jsonb, names text[], too_large boolean) returns jsonb
language plpgsql immutable set search_path = ''
as $$
begin
  return coalesce((
    select jsonb_object_agg(key, value) from jsonb_each(record)
    where key = any (names) and (not too_large or octet_length(value::text) <= 64)
  ), '{}');
end
$$;

create or replace function realtime.change_header(change realtime.outbox, committed_at timestamptz) returns jsonb
language plpgsql stable set search_path = ''
as $$
begin
  return (
    select jsonb_build_object(
      'schema', n.nspname, 'table', c.relname, 'type', change.action,
      'commit_timestamp', to_char(committed_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
    )
    from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
    where c.oid = change.entity
  );
end
$$;

create or replace function realtime.change_data(
  change realtime.outbox, role_name text, selected_columns text[], committed_at timestamptz
) returns jsonb language plpgsql stable set search_path = ''
as $$
declare
  keys text[] := realtime.key_columns(change.entity);
  too_large boolean := coalesce(octet_length(change.record::text), 0)
    + coalesce(octet_length(change.old_record::text), 0) > 1048576;
  old_names text[] := realtime.identity_columns(change.entity);
  columns jsonb;
  names text[];
  data jsonb;
begin
  select coalesce(jsonb_agg(c order by n), '[]'), coalesce(array_agg(c ->> 'name'), '{}') into columns, names
  from jsonb_array_elements(realtime.selectable_columns(change.entity, role_name)) with ordinality as e(c, n)
  where selected_columns is null or c ->> 'name' = any (selected_columns || keys);
  if change.action = 'DELETE' and (select relrowsecurity from pg_catalog.pg_class where oid = change.entity) then
    old_names := keys; -- nobody can be asked any more whether the row was visible
  end if;
  data := realtime.change_header(change, committed_at) || jsonb_build_object(
    'columns', columns, 'errors', case when too_large then '["Error 413: Payload Too Large"]'::jsonb end);
  if change.action <> 'DELETE' then
    data := data || jsonb_build_object('record', realtime.trim_record(change.record, names, too_large));
  end if;
  if change.action <> 'INSERT' then
    old_names := array(select unnest(old_names) intersect select unnest(names));
    data := data || jsonb_build_object('old_record', realtime.trim_record(change.old_record, old_names, too_large));
  end if;
  return data;
end
$$;

-- The subscriptions whose filter the change passes, asking each filter once.
create or replace function realtime.interested_subscriptions(change realtime.outbox)
returns setof realtime.subscription language plpgsql stable
as $$
declare
  -- A filter on a column that an old row does not carry cannot be answered, and is taken as not passed.
  known jsonb := case when change.action = 'DELETE'
    then realtime.trim_record(change.old_record, realtime.identity_columns(change.entity), false)
    else change.record end;
begin
  return query
    with candidate as materialized (
      select s from realtime.subscription s
      where s.entity = change.entity and s.action_filter in ('*', change.action)
    ), passed as materialized (
      select f.question
      from (select distinct (s).question, (s).filter_columns from candidate) f
      where f.question is null
        or (known ?& f.filter_columns and realtime.passes_filter(f.question, known))
    )
    select (c.s).* from candidate c join passed p on (c.s).question is not distinct from p.question;
end
$$;

-- Why nobody of that role can be sent the row; null when nothing stands against it.
create or replace function realtime.refusal(change realtime.outbox, keys text[], role_name text) returns text
language plpgsql stable set search_path = ''
as $$
begin
  return case
    when change.action = 'DELETE' then null
    when keys = '{}' then 'Error 400: Bad Request, no primary key'
    when exists (
      select from unnest(keys) k where not has_column_privilege(role_name, change.entity, k, 'select')
    ) then 'Error 401: Unauthorized'
  end;
end
$$;

-- Prepared once for each change, as one plan serves all viewers of a role: `(select auth.uid())` in a policy is
-- evaluated anew each time that it is executed.
create or replace function realtime.prepare_visibility(entity oid, keys text[]) returns void
language plpgsql
as $$
begin
  if exists (select from pg_catalog.pg_prepared_statements where name = 'realtime_visibility') then
    deallocate realtime_visibility;
  end if;
  execute format(
    'prepare realtime_visibility(jsonb) as select exists (
       select from %s as t, jsonb_to_record($1) as %s where %s)',
    entity::regclass, realtime.record_definition(entity, keys),
    (select string_agg(format('t.%1$I = k.%1$I', c), ' and ') from unnest(keys) c)
  );
end
$$;

-- yes, no, or error when the policy raised: that subscriber learns of it, the others are not held up.
create or replace function realtime.row_visibility(key jsonb, role_name text, claims jsonb) returns text
language plpgsql
as $$
declare
  visible boolean;
  question text := format('execute realtime_visibility(%L)', key);
begin
  begin
    perform set_config('request.jwt.claims', claims::text, true), set_config('role', role_name, true);
    execute question into visible;
  exception when query_canceled or assert_failure or others then
    raise warning 'Realtime: a policy raised for role %: %', role_name, sqlerrm;
  end;
  perform set_config('role', 'none', true), set_config('request.jwt.claims', '', true);
  return case visible when true then 'yes' when false then 'no' else 'error' end;
end
$$;

-- Asks the policies once for each distinct set of claims, not once for each subscription.
create or replace function realtime.change_audience(change realtime.outbox)
returns table (subscription_id bigint, claims_role text, selected_columns text[], refusal text) language plpgsql
as $$
declare
  keys text[] := realtime.key_columns(change.entity);
  key jsonb := realtime.trim_record(change.record, keys, false);
  guarded boolean := change.action <> 'DELETE' and keys <> '{}'
    and (select relrowsecurity from pg_catalog.pg_class where oid = change.entity);
  viewer record;
  visibility text;
  role_refusal text;
begin
  if guarded then
    perform realtime.prepare_visibility(change.entity, keys);
  end if;
  for viewer in
    select s.claims_role, s.claims, array_agg(s) as subscriptions
    from realtime.interested_subscriptions(change) s
    group by s.claims_role, s.claims
  loop
    role_refusal := realtime.refusal(change, keys, viewer.claims_role);
    visibility := 'yes';
    if guarded and role_refusal is null then
      visibility := realtime.row_visibility(key, viewer.claims_role, viewer.claims);
    end if;
    if visibility = 'error' then
      role_refusal := 'Error 500: Internal Server Error, RLS policy evaluation failed';
    end if;
    if visibility <> 'no' then
      return query select s.subscription_id, s.claims_role, s.selected_columns, role_refusal
        from unnest(viewer.subscriptions) s;
    end if;
  end loop;
end
$$;

create or replace function realtime.is_action_published(action text) returns boolean
language plpgsql stable set search_path = ''
as $$
begin
  return (
    select case action when 'INSERT' then pubinsert when 'UPDATE' then pubupdate else pubdelete end
    from pg_catalog.pg_publication where pubname = 'supabase_realtime'
  );
end
$$;

create or replace function realtime.deliver_change(change realtime.outbox, committed_at timestamptz)
returns table (subscription_ids bigint[], data text) language plpgsql
as $$
begin
  if not realtime.is_action_published(change.action) then
    return;
  end if;
  return query
    select a.subscription_ids, case
      when a.refusal is null then realtime.change_data(change, a.claims_role, a.selected_columns, committed_at)::text
      else (realtime.change_header(change, committed_at)
        || jsonb_build_object('columns', '[]'::jsonb, 'record', '{}'::jsonb, 'errors', array[a.refusal]))::text
    end
    from (
      select array_agg(subscription_id) as subscription_ids, claims_role, selected_columns, refusal
      from realtime.change_audience(change)
      group by claims_role, selected_columns, refusal
    ) a;
exception when others then
  raise warning 'Realtime could not deliver a change of table %: %', change.entity, sqlerrm;
end
$$;

-- The rows of these transactions, in this order; with null, all that is pending. A row that nobody may see comes
-- with null data, so that it can be removed.
create or replace function realtime.read_outbox(transactions text[], max_rows integer)
returns table (outbox_id bigint, action text, subscription_ids bigint[], data text) language plpgsql
as $$
declare
  pending record;
begin
  perform set_config('search_path', 'public, extensions', true);
  for pending in
    select o as change, max(o.captured_at) over (partition by o.transaction_id) as committed_at
    from realtime.outbox o
    where transactions is null or o.transaction_id = any (transactions::xid8[])
    order by array_position(transactions, o.transaction_id::text), o.id
    limit max_rows
  loop
    if (pending.change).action = 'BROADCAST' then
      return query select (pending.change).id, 'BROADCAST', null::bigint[], (pending.change).record::text;
    else
      return query select (pending.change).id, (pending.change).action, d.subscription_ids, d.data
        from (select) one left join realtime.deliver_change(pending.change, pending.committed_at) d on true;
    end if;
  end loop;
end
$$;

revoke execute on all functions in schema realtime from public;
grant execute on function realtime.topic() to public;
grant execute on function realtime.send(jsonb, text, text, boolean) to public;
grant execute on function realtime.broadcast_changes(text, text, text, text, text, record, record, text) to public;
