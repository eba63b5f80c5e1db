-- Texts of logs as an agent may be given them: without mail addresses, and without ids other than p_self and those
-- under the names of things. Takes out too much rather than too little.
create function private.redact_text(p_text text, p_self uuid) returns text
language plpgsql immutable set search_path = ''
as $$
declare
  v_text text := regexp_replace(p_text, '[^\s<>"'']*@[^\s<>"'']*', '[mail address]', 'g');
  v_uuid constant text := '[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}';
begin
  if p_self is not null then
    v_text := regexp_replace(v_text, p_self::text, '[you]', 'gi');
  end if;
  return regexp_replace(v_text, v_uuid, '[id]', 'gi');
end;
$$;

create function private.redact_details(p_details jsonb, p_self uuid) returns jsonb
language plpgsql immutable set search_path = ''
as $$
begin
  return case jsonb_typeof(p_details)
    when 'string' then to_jsonb(private.redact_text(p_details #>> '{}', p_self))
    when 'array' then (
      select coalesce(jsonb_agg(private.redact_details(value, p_self) order by number), '[]')
      from jsonb_array_elements(p_details) with ordinality as a (value, number)
    )
    when 'object' then (
      select coalesce(jsonb_object_agg(
        private.redact_text(key, p_self),
        case when key in ('organization_id', 'agent_id', 'call_id') and value #>> '{}' ~ '^[0-9a-f-]{36}$'
          then value else private.redact_details(value, p_self) end
      ), '{}')
      from jsonb_each(p_details)
    )
    else p_details
  end;
end;
$$;

-- What happened lately, newest first, as far as the caller may see it: all of an organisation for its owners and admins,
-- what concerns oneself for everybody; without p_organization_id of all of them. From p_level on ('debug' to 'error').
-- Fit for an agent: it names nobody. People may read `app_logs` itself.
create function public.get_logs(
  p_organization_id uuid default null, p_level text default 'debug', p_since timestamptz default null,
  p_limit integer default 50
)
returns table (
  id bigint, organization_id uuid, inserted_at timestamptz, level text, event text, message text, details jsonb,
  concerns_you boolean
)
language plpgsql stable security definer set search_path = ''
as $$
#variable_conflict use_column
declare
  v_levels constant text[] := array['debug', 'info', 'warn', 'error'];
  v_user_id uuid := auth.uid();
begin
  if v_user_id is null then
    raise exception 'not_authenticated' using errcode = 'PT401';
  elsif p_level is null or p_level <> all (v_levels) then
    raise exception 'bad_request' using errcode = 'PT400', hint = 'p_level is one of debug, info, warn, error.';
  elsif p_organization_id is not null then
    perform private.require_role(p_organization_id, array['owner', 'admin', 'member']);
  end if;
  return query
    select l.id, l.organization_id, l.inserted_at, l.level, l.event, private.redact_text(l.message, v_user_id),
      private.redact_details(l.details, v_user_id), l.user_id is not distinct from v_user_id
    from public.app_logs l
    where (
        l.user_id = v_user_id
        or l.organization_id = any (array(select private.my_organization_ids(array['owner', 'admin'])))
      )
      and (p_organization_id is null or l.organization_id = p_organization_id)
      and array_position(v_levels, l.level) >= array_position(v_levels, p_level)
      and (p_since is null or l.inserted_at >= p_since)
    order by l.inserted_at desc, l.id desc
    limit least(greatest(p_limit, 1), 200);
end;
$$;
grant execute on function public.get_logs(uuid, text, timestamptz, integer) to authenticated;
