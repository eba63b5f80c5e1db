-- What a tool's row may say. These are asked by check constraints and raise nothing: whatever does not fit is false.

-- Names of columns, tables and arguments as they may stand in a config: nothing that an address or a select list of the
-- data API would take for more than a name.
create function private.is_name(p_value jsonb) returns boolean
language sql immutable set search_path = ''
as $$
  select coalesce(jsonb_typeof(p_value) = 'string' and p_value #>> '{}' ~ '^[a-z_][a-z0-9_]{0,62}$', false);
$$;

create function private.are_names(p_value jsonb, p_least integer) returns boolean
language sql immutable set search_path = ''
as $$
  select case jsonb_typeof(p_value)
    when 'array' then jsonb_array_length(p_value) between p_least and 40
      and (select coalesce(bool_and(private.is_name(name)), true) from jsonb_array_elements(p_value) name)
    else false
  end;
$$;

create function private.is_whole_number(p_value jsonb, p_most integer) returns boolean
language sql immutable set search_path = ''
as $$
  select case jsonb_typeof(p_value)
    when 'number' then (p_value #>> '{}')::numeric between 1 and p_most and mod((p_value #>> '{}')::numeric, 1) = 0
    else false
  end;
$$;

-- Filters of a select: which argument is compared with which column, and how.
create function private.are_tool_filters(p_value jsonb) returns boolean
language sql immutable set search_path = ''
as $$
  select case jsonb_typeof(p_value)
    when 'array' then jsonb_array_length(p_value) <= 20 and (
      select coalesce(bool_and(
        jsonb_typeof(filter) = 'object'
        and filter - array['argument', 'column', 'operator'] = '{}'
        and private.is_name(filter -> 'argument') and private.is_name(filter -> 'column')
        and coalesce(filter ->> 'operator' in ('eq', 'gt', 'gte', 'lt', 'lte', 'contains'), false)
      ), true)
      from jsonb_array_elements(p_value) filter
    )
    else false
  end;
$$;

-- {"url", "timeout_seconds"?} or {"schema", "table", "verb", "columns", "filters"?, "limit"?}. That the address may be
-- called is looked at each time it is.
create function private.is_tool_config(p_kind text, p_config jsonb) returns boolean
language sql immutable set search_path = ''
as $$
  select coalesce(case
    when jsonb_typeof(p_config) <> 'object' then false
    when p_kind = 'http' then
      p_config - array['url', 'timeout_seconds'] = '{}'
      and jsonb_typeof(p_config -> 'url') = 'string'
      and p_config ->> 'url' ~ '^https?://[^[:space:]@/?#\\]+(/[^[:space:]#]*)?$'
      and char_length(p_config ->> 'url') <= 2000
      and (not p_config ? 'timeout_seconds' or private.is_whole_number(p_config -> 'timeout_seconds', 30))
    when p_kind = 'database' then
      p_config - array['schema', 'table', 'verb', 'columns', 'filters', 'limit'] = '{}'
      and p_config ->> 'schema' in ('public', 'ai')
      and private.is_name(p_config -> 'table')
      and private.are_names(p_config -> 'columns', 1)
      and case p_config ->> 'verb'
        when 'select' then (not p_config ? 'filters' or private.are_tool_filters(p_config -> 'filters'))
          and (not p_config ? 'limit' or private.is_whole_number(p_config -> 'limit', 100))
        when 'insert' then not p_config ?| array['filters', 'limit']
        when 'update' then not p_config ?| array['filters', 'limit']
        else false
      end
    else false
  end, false);
$$;

-- A JSON schema of an object. Regular expressions stay out: arguments come from a model, and one text can keep a
-- backtracking expression busy for hours. So do references, with which a short schema asks for endless work.
create function private.is_tool_parameters(p_value jsonb) returns boolean
language sql immutable set search_path = ''
as $$
  select coalesce(
    jsonb_typeof(p_value) = 'object'
    and p_value ->> 'type' = 'object'
    and jsonb_typeof(p_value -> 'properties') = 'object'
    and length(p_value::text) <= 16000
    and not jsonb_path_exists(p_value, '$.**.pattern ? (@.type() == "string")')
    and not jsonb_path_exists(p_value, '$.**.patternProperties')
    and not jsonb_path_exists(p_value, '$.** ? (exists(@."$ref") || exists(@."$dynamicRef") || exists(@."$recursiveRef"))'),
    false);
$$;

grant execute on function
  private.is_name(jsonb), private.are_names(jsonb, integer), private.is_whole_number(jsonb, integer),
  private.are_tool_filters(jsonb), private.is_tool_config(text, jsonb), private.is_tool_parameters(jsonb)
  to authenticated, service_role;
