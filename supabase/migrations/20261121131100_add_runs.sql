-- A run answers one message of a person in a session (docs/agent-runs.md). What a person may see of it stands here, is
-- theirs alone, and is written by functions only.
alter table public.plans
  -- runs of an organisation that are queued, running or waiting at a time, and those of one person in whatever
  -- organisation
  add column live_runs integer not null default 0 check (live_runs >= 0),
  add column live_runs_per_person integer not null default 0 check (live_runs_per_person >= 0),
  -- micro-dollars that one run may cost
  add column run_cost_micro_usd bigint not null default 0 check (run_cost_micro_usd >= 0);

update public.plans set live_runs = 20, live_runs_per_person = 5, run_cost_micro_usd = 200000 where id = 'free';
update public.plans set live_runs = 200, live_runs_per_person = 20, run_cost_micro_usd = 2000000 where id = 'pro';

create table ai.runs (
  id uuid primary key default gen_random_uuid(),
  session_id uuid not null references public.chat_sessions (id) on delete cascade,
  user_id uuid not null references auth.users (id) on delete cascade,
  organization_id uuid not null references public.organizations (id) on delete cascade,
  agent_id uuid,
  -- what was published when the run began; null: a trial of the draft, or the agent is gone
  agent_version integer,
  agent_name text not null,
  draft boolean not null default false,
  -- waiting: for an approval, or for the output of a function that runs in the client
  status text not null default 'queued'
    check (status in ('queued', 'running', 'waiting', 'completed', 'failed', 'cancelled')),
  error_code text check (error_code ~ '^[a-z_]+$' and char_length(error_code) <= 64),
  -- only these are searched; null: whatever the person may read of what the agent knows
  source_ids uuid[] check (cardinality(source_ids) between 1 and 100),
  idempotency_key uuid,
  steps integer not null default 0 check (steps >= 0),
  input_tokens bigint not null default 0 check (input_tokens >= 0),
  output_tokens bigint not null default 0 check (output_tokens >= 0),
  cost_micro_usd bigint not null default 0 check (cost_micro_usd >= 0),
  -- limits of the whole run, whatever its workers think
  max_steps integer not null default 20 check (max_steps > 0),
  max_cost_micro_usd bigint not null check (max_cost_micro_usd >= 0),
  -- moves on by the time that the run waited for its person
  deadline_at timestamptz not null default now() + interval '15 minutes',
  waiting_since timestamptz,
  -- later than what was said before, however long its beginning waited
  created_at timestamptz not null default clock_timestamp(),
  started_at timestamptz,
  finished_at timestamptz,
  check ((finished_at is null) = (status in ('queued', 'running', 'waiting'))),
  check ((waiting_since is not null) = (status = 'waiting')),
  foreign key (organization_id, agent_id) references public.agents (organization_id, id) on delete set null (agent_id),
  foreign key (agent_id, agent_version) references public.agent_versions (agent_id, number)
    on delete set null (agent_version)
);

create index runs_session_id_idx on ai.runs (session_id, created_at);
-- one at a time: an answer is made from what was said before it
create unique index runs_live_session_idx on ai.runs (session_id) where status in ('queued', 'running', 'waiting');
create index runs_user_id_idx on ai.runs (user_id, created_at desc);
create unique index runs_idempotency_key_idx on ai.runs (user_id, idempotency_key) where idempotency_key is not null;
create index runs_live_user_idx on ai.runs (user_id) where status in ('queued', 'running', 'waiting');
create index runs_live_organization_idx on ai.runs (organization_id) where status in ('queued', 'running', 'waiting');
create index runs_organization_id_idx on ai.runs (organization_id, agent_id);
create index runs_agent_version_idx on ai.runs (agent_id, agent_version);

-- What is said by text. A row belongs to the run that it began, or that said it. Session and person stand here for
-- policies and lists, without foreign keys: `run_id` cascades already, and whoever holds a run never waits for them.
create table public.chat_messages (
  id bigint generated always as identity primary key,
  session_id uuid not null,
  run_id uuid not null references ai.runs (id) on delete cascade,
  user_id uuid not null,
  role text not null check (role in ('user', 'assistant')),
  -- of the run; null: what the person said
  step integer check (step > 0),
  text text not null check (char_length(text) between 1 and 200000),
  -- interrupted: the run was stopped, or failed, in the middle of saying it
  status text not null default 'completed' check (status in ('completed', 'interrupted')),
  created_at timestamptz not null default clock_timestamp(),
  check ((step is null) = (role = 'user'))
);

create index chat_messages_session_id_idx on public.chat_messages (session_id, id);
create unique index chat_messages_run_id_idx on public.chat_messages (run_id, step) nulls not distinct;
create index chat_messages_user_id_idx on public.chat_messages (user_id);

-- What happened, in order: whoever applies the events in the order of `seq` has the run's whole state.
create table ai.run_events (
  run_id uuid not null references ai.runs (id) on delete cascade,
  -- from 1, without gaps
  seq integer not null check (seq > 0),
  session_id uuid not null,
  user_id uuid not null,
  type text not null check (type ~ '^[a-z_]+\.[a-z_]+$' and char_length(type) <= 64),
  data jsonb not null check (jsonb_typeof(data) = 'object' and octet_length(data::text) <= 1048576),
  created_at timestamptz not null default clock_timestamp(),
  primary key (run_id, seq)
);

-- What a run is given beside its message, and the draft as a trial runs it.
create table private.run_inputs (
  run_id uuid primary key references ai.runs (id) on delete cascade,
  context_items jsonb,
  name text,
  instructions text,
  model text,
  tools jsonb
);

grant select on ai.runs, public.chat_messages, ai.run_events to authenticated, service_role;

alter table ai.runs enable row level security;
alter table public.chat_messages enable row level security;
alter table ai.run_events enable row level security;
-- No grants and no policies: only functions reach it.
alter table private.run_inputs enable row level security;

create policy "Runs are visible to their person"
  on ai.runs for select to authenticated
  using (user_id = (select auth.uid()));

create policy "Chat messages are visible to their person"
  on public.chat_messages for select to authenticated
  using (user_id = (select auth.uid()));

create policy "Events are visible to the person of their run"
  on ai.run_events for select to authenticated
  using (user_id = (select auth.uid()));

create policy "Agents see no runs"
  on ai.runs as restrictive for select to authenticated
  using (not (select private.is_ai()));

create policy "Agents see no chat messages"
  on public.chat_messages as restrictive for select to authenticated
  using (not (select private.is_ai()));

create policy "Agents see no events"
  on ai.run_events as restrictive for select to authenticated
  using (not (select private.is_ai()));

create trigger runs_refuse_agent
  before insert or update or delete on ai.runs
  for each statement execute function private.refuse_agent();

create trigger chat_messages_refuse_agent
  before insert or update or delete on public.chat_messages
  for each statement execute function private.refuse_agent();

create trigger run_events_refuse_agent
  before insert or update or delete on ai.run_events
  for each statement execute function private.refuse_agent();

create trigger run_inputs_refuse_agent
  before insert or update or delete on private.run_inputs
  for each statement execute function private.refuse_agent();

alter publication supabase_realtime add table ai.runs;
