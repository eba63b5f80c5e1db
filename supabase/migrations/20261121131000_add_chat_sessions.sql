-- Conversations of a person with an agent, by text and by voice. A session is its person's alone: no role of an
-- organisation opens it to others. Whoever left the organisation keeps what was said, as with calls, and starts nothing.
create table public.chat_sessions (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references auth.users (id) on delete cascade,
  organization_id uuid not null references public.organizations (id) on delete cascade,
  -- null: the agent is gone, and nothing is asked any more
  agent_id uuid,
  title text check (char_length(title) between 1 and 200),
  created_at timestamptz not null default now(),
  -- when something was last said; a new title is nothing said
  active_at timestamptz not null default now(),
  -- what belongs to a session is of the same person and organisation: calls refer to all three
  unique (id, user_id, organization_id),
  foreign key (organization_id, agent_id) references public.agents (organization_id, id) on delete set null (agent_id)
);

create index chat_sessions_user_id_idx on public.chat_sessions (user_id, active_at desc);
create index chat_sessions_organization_id_idx on public.chat_sessions (organization_id, agent_id);

grant select, update (title), delete on public.chat_sessions to authenticated;
grant select on public.chat_sessions to service_role;

alter table public.chat_sessions enable row level security;

create policy "Sessions are visible to their person"
  on public.chat_sessions for select to authenticated
  using (user_id = (select auth.uid()));

create policy "Sessions are named by their person"
  on public.chat_sessions for update to authenticated
  using (user_id = (select auth.uid()))
  with check (user_id = (select auth.uid()));

create policy "Sessions are deleted by their person, with all that was said"
  on public.chat_sessions for delete to authenticated
  using (user_id = (select auth.uid()));

create policy "Agents see no sessions"
  on public.chat_sessions as restrictive for select to authenticated
  using (not (select private.is_ai()));

create policy "Agents name no sessions"
  on public.chat_sessions as restrictive for update to authenticated
  using (not (select private.is_ai()));

create policy "Agents delete no sessions"
  on public.chat_sessions as restrictive for delete to authenticated
  using (not (select private.is_ai()));

create trigger chat_sessions_refuse_agent
  before insert or update or delete on public.chat_sessions
  for each statement execute function private.refuse_agent();

alter publication supabase_realtime add table public.chat_sessions;

-- A call that belongs to a session: of the same person, in the same organisation, whoever writes it. The call outlives
-- the session, because its minutes count.
alter table public.calls
  add column chat_session_id uuid,
  add constraint calls_chat_session_fkey foreign key (chat_session_id, user_id, organization_id)
    references public.chat_sessions (id, user_id, organization_id) on delete set null (chat_session_id);

create index calls_chat_session_idx on public.calls (chat_session_id, user_id, organization_id);
