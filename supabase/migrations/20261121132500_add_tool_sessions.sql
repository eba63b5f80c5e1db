-- A session of an HTTP tool: while its endpoint answers one call, it can ask with the session's token whom it serves. The
-- token says nothing by itself, opens nothing without the tool's secret, and ends with the call.
create table private.tool_sessions (
  token_hash text primary key check (token_hash ~ '^[0-9a-f]{64}$'),
  tool_id uuid not null references ai.tools (id) on delete cascade,
  user_id uuid not null references auth.users (id) on delete cascade,
  -- null: a trial from the editor
  agent_id uuid references public.agents (id) on delete cascade,
  -- what the call is part of: a run or a voice call; neither: a trial
  run_id uuid references ai.runs (id) on delete cascade,
  call_id uuid references public.calls (id) on delete cascade,
  tool_call_id uuid not null,
  -- requests that named the token without the tool's secret
  failures integer not null default 0,
  expires_at timestamptz not null,
  created_at timestamptz not null default now(),
  check (run_id is null or call_id is null),
  check (agent_id is not null or (run_id is null and call_id is null))
);

create index tool_sessions_tool_id_idx on private.tool_sessions (tool_id, expires_at);
create index tool_sessions_user_id_idx on private.tool_sessions (user_id);
create index tool_sessions_agent_id_idx on private.tool_sessions (agent_id);
create index tool_sessions_run_id_idx on private.tool_sessions (run_id);
create index tool_sessions_call_id_idx on private.tool_sessions (call_id);

alter table private.tool_sessions enable row level security;

create trigger tool_sessions_refuse_agent
  before insert or update or delete on private.tool_sessions
  for each statement execute function private.refuse_agent();

-- What signs for a tool now, the newest first.
create function private.signing_secrets(p_tool_id uuid) returns text[]
language sql stable set search_path = ''
as $$
  select case when s.previous_until > now() then array[s.secret, s.previous_secret] else array[s.secret] end
  from private.tool_secrets s where s.tool_id = p_tool_id;
$$;

-- Whether what a session is part of is this person's and has not ended. A trial is part of nothing.
create function private.is_at_work(p_user_id uuid, p_run_id uuid, p_call_id uuid) returns boolean
language sql stable set search_path = ''
as $$
  select (p_run_id is null and p_call_id is null)
    or exists (select 1 from ai.runs where id = p_run_id and user_id = p_user_id and finished_at is null)
    or exists (select 1 from public.calls where id = p_call_id and user_id = p_user_id and ended_at is null);
$$;

-- Why a person's agent may not call this tool at this host now, as the code of an error; null: it may. Looked at for each
-- call, so that whatever is taken away is gone for runs and calls that are on. A trial is the owners' and admins', also
-- of a tool that is switched off.
create function private.tool_session_fault(p_tool ai.tools, p_user_id uuid, p_agent_id uuid, p_trial boolean, p_host text)
returns text
language plpgsql stable set search_path = ''
as $$
declare
  v_role text;
begin
  select role into v_role from public.memberships where organization_id = p_tool.organization_id and user_id = p_user_id;
  if p_tool.id is null or p_tool.kind <> 'http' or v_role is null then
    return 'tool_not_found';
  elsif p_trial and v_role = 'member' then
    return 'role_too_low';
  elsif not p_trial and (
    not p_tool.enabled or not exists (select 1 from ai.agent_tools where agent_id = p_agent_id and tool_id = p_tool.id)
  ) then
    return 'tool_not_found';
  elsif not exists (select 1 from ai.tool_hosts where organization_id = p_tool.organization_id and host = p_host) then
    return 'tool_host_not_allowed';
  elsif not exists (select 1 from private.tool_secrets where tool_id = p_tool.id) then
    return 'tool_secret_missing';
  end if;
  return null;
end;
$$;

-- Opens the session of one call of a tool and answers what to sign with. `p_host` is that of the address that is about to
-- be called.
create function ai.open_tool_session(
  p_token_hash text, p_tool_id uuid, p_user_id uuid, p_agent_id uuid, p_run_id uuid, p_call_id uuid, p_tool_call_id uuid,
  p_host text, p_seconds integer
)
returns table (signing_secrets text[], expires_at timestamptz)
language plpgsql security definer set search_path = ''
as $$
declare
  v_tool ai.tools;
  v_fault text;
begin
  select t.* into v_tool from ai.tools t where t.id = p_tool_id;
  v_fault := case when private.is_at_work(p_user_id, p_run_id, p_call_id)
    then private.tool_session_fault(v_tool, p_user_id, p_agent_id, p_run_id is null and p_call_id is null, p_host)
    else 'tool_not_found' end;
  case v_fault
    when 'role_too_low' then raise exception 'role_too_low' using errcode = 'PT403';
    when 'tool_host_not_allowed' then raise exception 'tool_host_not_allowed' using errcode = 'PT403', detail = p_host;
    when 'tool_secret_missing' then raise exception 'tool_secret_missing' using errcode = 'PT409';
    when 'tool_not_found' then raise exception 'tool_not_found' using errcode = 'PT404';
    else null;
  end case;
  delete from private.tool_sessions s where s.tool_id = p_tool_id and s.expires_at < now();
  return query
    insert into private.tool_sessions as s
      (token_hash, tool_id, user_id, agent_id, run_id, call_id, tool_call_id, expires_at)
    values (p_token_hash, p_tool_id, p_user_id, p_agent_id, p_run_id, p_call_id, p_tool_call_id,
      now() + least(greatest(p_seconds, 1), 600) * interval '1 second')
    returning private.signing_secrets(s.tool_id), s.expires_at;
end;
$$;

create function ai.close_tool_session(p_token_hash text) returns void
language sql security definer set search_path = ''
as $$
  delete from private.tool_sessions where token_hash = p_token_hash;
$$;

-- Whom a session serves, with what its endpoint must prove to hear of it. No row: there is none that is on, or its person
-- has left, or its run or call has ended, or it was asked for too often without the secret.
create function ai.tool_session_to_resolve(p_token_hash text)
returns table (
  user_id uuid, organization_id uuid, agent_id uuid, run_id uuid, call_id uuid, tool_call_id uuid, tool_id uuid,
  tool_name text, expires_at timestamptz, signing_secrets text[]
)
language sql stable security definer set search_path = ''
as $$
  select s.user_id, t.organization_id, s.agent_id, s.run_id, s.call_id, s.tool_call_id, t.id, t.name, s.expires_at,
    private.signing_secrets(t.id)
  from private.tool_sessions s
  join ai.tools t on t.id = s.tool_id
  join public.memberships m on m.organization_id = t.organization_id and m.user_id = s.user_id
  where s.token_hash = p_token_hash and s.expires_at > now() and s.failures < 5
    and private.is_at_work(s.user_id, s.run_id, s.call_id);
$$;

create function ai.count_failed_resolve(p_token_hash text) returns void
language sql security definer set search_path = ''
as $$
  update private.tool_sessions set failures = failures + 1 where token_hash = p_token_hash;
$$;

grant execute on function
  ai.open_tool_session(text, uuid, uuid, uuid, uuid, uuid, uuid, text, integer), ai.close_tool_session(text),
  ai.tool_session_to_resolve(text), ai.count_failed_resolve(text)
  to service_role;
