-- What an HTTP tool's requests are signed with, and how its endpoint proves itself when it asks whom it serves. Read by
-- the server for that, and by nobody else: it is shown once, to whoever makes or changes it.
create table private.tool_secrets (
  tool_id uuid primary key references ai.tools (id) on delete cascade,
  secret text not null check (secret ~ '^whsec_[A-Za-z0-9+/=]{32,}$'),
  -- the one before is good beside it until then, so that an endpoint can change over
  previous_secret text,
  previous_until timestamptz,
  created_at timestamptz not null default now(),
  check ((previous_secret is null) = (previous_until is null))
);

alter table private.tool_secrets enable row level security;

create trigger tool_secrets_refuse_agent
  before insert or update or delete on private.tool_secrets
  for each statement execute function private.refuse_agent();

-- 32 bytes, as Standard Webhooks writes them: two random uuids (244 random bits), hashed, so that no extension is needed.
create function private.new_signing_secret() returns text
language sql volatile set search_path = ''
as $$
  select 'whsec_' || encode(sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())), 'base64');
$$;

-- Makes a tool's secret, the first time and each time after, and answers it: it is not told again. The one before stays
-- good for a day, unless it is to end now.
create function ai.rotate_tool_secret(p_tool_id uuid, p_end_previous boolean default false) returns text
language plpgsql security definer set search_path = ''
as $$
declare
  v_user_id uuid := private.require_person();
  v_secret text := private.new_signing_secret();
  v_organization_id uuid;
begin
  select t.organization_id into v_organization_id
    from ai.tools t
    join public.memberships m on m.organization_id = t.organization_id and m.user_id = v_user_id
    where t.id = p_tool_id and t.kind = 'http';
  if v_organization_id is null then
    raise exception 'tool_not_found' using errcode = 'PT404';
  end if;
  perform private.require_role(v_organization_id, array['owner', 'admin']);
  insert into private.tool_secrets as s (tool_id, secret) values (p_tool_id, v_secret)
  on conflict (tool_id) do update set
    secret = excluded.secret,
    previous_secret = case when p_end_previous then null else s.secret end,
    previous_until = case when p_end_previous then null else now() + interval '1 day' end;
  return v_secret;
end;
$$;
grant execute on function ai.rotate_tool_secret(uuid, boolean) to authenticated;
