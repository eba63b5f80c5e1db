-- What owners and admins do with agents beside editing the draft. These run as the caller: row level security decides
-- whose agents they are, and they only say what was in the way.

-- Raises why a change of an agent reached no row.
create function private.refuse_agent_change(p_agent_id uuid) returns void
language plpgsql stable set search_path = ''
as $$
declare
  v_role text;
begin
  if auth.uid() is null then
    raise exception 'not_authenticated' using errcode = 'PT401';
  end if;
  select m.role into v_role
    from public.agents a
    join public.memberships m on m.organization_id = a.organization_id and m.user_id = auth.uid()
    where a.id = p_agent_id;
  if v_role is null then
    raise exception 'agent_not_found' using errcode = 'PT404';
  elsif v_role = 'member' then
    raise exception 'role_too_low' using
      errcode = 'PT403', detail = v_role, hint = 'Ask one of these: owner, admin.';
  end if;
  raise exception 'agent_not_allowed' using errcode = 'PT403', hint = 'Your person does this themselves.';
end;
$$;
grant execute on function private.refuse_agent_change(uuid) to authenticated;

-- Makes the draft what callers get, as a new version unless the published one says the same.
create function public.publish_agent(p_agent_id uuid) returns public.agent_versions
language plpgsql set search_path = ''
as $$
declare
  v_version public.agent_versions;
begin
  update public.agents set status = 'published' where id = p_agent_id;
  if not found then
    perform private.refuse_agent_change(p_agent_id);
  end if;
  select * into v_version from public.agent_versions where agent_id = p_agent_id and status = 'published';
  return v_version;
end;
$$;
grant execute on function public.publish_agent(uuid) to authenticated;

-- Takes an agent out of use: nobody calls it, its published version is archived with it, draft and versions are kept.
-- Calls that are on go on.
create function public.archive_agent(p_agent_id uuid) returns void
language plpgsql set search_path = ''
as $$
begin
  update public.agents set status = 'archived' where id = p_agent_id;
  if not found then
    perform private.refuse_agent_change(p_agent_id);
  end if;
end;
$$;
grant execute on function public.archive_agent(uuid) to authenticated;

-- Brings an archived agent back as a draft; callers get it once it is published again. One that is not archived stays
-- as it is.
create function public.unarchive_agent(p_agent_id uuid) returns void
language plpgsql set search_path = ''
as $$
begin
  update public.agents set status = 'draft' where id = p_agent_id and status = 'archived';
  if not found and not exists (
    select 1 from public.agents
    where id = p_agent_id and status <> 'archived'
      and organization_id = any (array(select private.my_organization_ids(array['owner', 'admin'])))
  ) then
    perform private.refuse_agent_change(p_agent_id);
  end if;
end;
$$;
grant execute on function public.unarchive_agent(uuid) to authenticated;

-- Puts what a version says into the draft, in place of what stood there. Callers notice nothing until it is published.
create function public.restore_agent_version(p_agent_id uuid, p_number integer) returns public.agents
language plpgsql set search_path = ''
as $$
declare
  v_agent public.agents;
begin
  update public.agents a
    set name = v.name, instructions = v.instructions, greeting = v.greeting, voice = v.voice, model = v.model, tools = v.tools
    from public.agent_versions v
    where a.id = p_agent_id and v.agent_id = a.id and v.number = p_number
    returning a.* into v_agent;
  if found then
    return v_agent;
  end if;
  -- The agent is the caller's to change, so it is the version that is not there.
  if exists (
    select 1 from public.agents
    where id = p_agent_id and organization_id = any (array(select private.my_organization_ids(array['owner', 'admin'])))
  ) and not exists (
    select 1 from public.agent_versions where agent_id = p_agent_id and number = p_number
  ) then
    raise exception 'agent_version_not_found' using errcode = 'PT404';
  end if;
  perform private.refuse_agent_change(p_agent_id);
end;
$$;
grant execute on function public.restore_agent_version(uuid, integer) to authenticated;
