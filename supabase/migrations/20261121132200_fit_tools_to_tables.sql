-- A database tool keeps to its organisation: the server compares and fills `organization_id`, so the table must have one.
-- It writes single rows: the table's key must be `id` alone. An insert that takes the tool call's id as the row's is one
-- that can be repeated, because the second finds the first.
create function private.column_type(p_table regclass, p_column text) returns regtype
language sql stable set search_path = ''
as $$
  select atttypid::regtype from pg_catalog.pg_attribute
  where attrelid = p_table and attname = p_column and attnum > 0 and not attisdropped;
$$;

-- Why a config does not fit the table that it names; null: it does.
create function private.tool_table_fault(p_config jsonb) returns text
language plpgsql stable set search_path = ''
as $$
declare
  v_table regclass := to_regclass(format('%I.%I', p_config ->> 'schema', p_config ->> 'table'));
  v_writes boolean := p_config ->> 'verb' <> 'select';
  v_missing text;
begin
  if v_table is null or not has_table_privilege('authenticated', v_table, 'select')
    and not has_any_column_privilege('authenticated', v_table, 'select') then
    return 'There is no such table, or people may not read it.';
  elsif private.column_type(v_table, 'organization_id') is distinct from 'uuid'::regtype then
    return 'The table has no column organization_id uuid, by which a tool keeps to its organisation.';
  end if;
  select name into v_missing
    from jsonb_array_elements_text(
      (p_config -> 'columns') || coalesce(jsonb_path_query_array(p_config, '$.filters[*].column'), '[]')) name
    where private.column_type(v_table, name) is null limit 1;
  if v_missing is not null then
    return format('The table has no column %s.', v_missing);
  elsif v_writes and (p_config -> 'columns') ?| array['id', 'organization_id'] then
    return 'A tool does not write id and organization_id: the server sets them.';
  elsif v_writes and not exists (
    select 1 from pg_catalog.pg_constraint c join pg_catalog.pg_attribute a on a.attrelid = c.conrelid and array[a.attnum] = c.conkey
    where c.conrelid = v_table and c.contype = 'p' and a.attname = 'id'
  ) then
    return 'A tool writes single rows: the primary key of the table must be the column id.';
  end if;
  return null;
end;
$$;

create function private.fit_tool_to_table() returns trigger
language plpgsql set search_path = ''
as $$
declare
  v_fault text;
  v_table regclass;
begin
  -- what is malformed is for the checks to refuse
  if new.kind <> 'database' or not private.is_tool_config(new.kind, new.config) then
    return new;
  end if;
  v_fault := private.tool_table_fault(new.config);
  if v_fault is not null then
    raise exception 'tool_table_unfit' using errcode = 'PT422', detail = v_fault, hint = v_fault;
  end if;
  v_table := to_regclass(format('%I.%I', new.config ->> 'schema', new.config ->> 'table'));
  new.repeatable := new.config ->> 'verb' <> 'insert' or coalesce(
    private.column_type(v_table, 'id') = 'uuid'::regtype and has_column_privilege('authenticated', v_table, 'id', 'insert'),
    false);
  return new;
end;
$$;

grant execute on function private.column_type(regclass, text), private.tool_table_fault(jsonb) to authenticated, service_role;

create trigger tools_fit_to_table
  before insert or update on ai.tools
  for each row execute function private.fit_tool_to_table();
