-- Each call of a tool, by a run or in a voice call, and what became of it. Tools change and go; what was called stays
-- readable, so nothing here refers to them by a foreign key; nor to people, for run and call cascade already.
create table ai.tool_calls (
  id uuid primary key,
  run_id uuid references ai.runs (id) on delete cascade,
  call_id uuid references public.calls (id) on delete cascade,
  user_id uuid not null,
  -- of the run, and its place within; null in a voice call
  step integer check (step > 0),
  number integer not null default 1 check (number > 0),
  -- the provider's name for this call
  provider_call_id text not null check (char_length(provider_call_id) between 1 and 200),
  name text not null check (char_length(name) between 1 and 200),
  -- null: built in
  tool_id uuid,
  -- what it is called with: the model's, or what its person made of them
  arguments jsonb not null check (jsonb_typeof(arguments) = 'object' and octet_length(arguments::text) <= 65536),
  needs_approval boolean not null default false,
  -- runs in the client, which says what came of it
  client boolean not null default false,
  -- may be called again when a worker died in the middle of it
  repeatable boolean not null default false,
  -- approval: its person decides. client: the client has to answer. pending: to be called. running: being called.
  -- unknown: begun, and nobody knows what came of it. cancelled: its run or call ended first.
  status text not null default 'pending'
    check (status in ('approval', 'client', 'pending', 'running', 'done', 'failed', 'refused', 'unknown', 'cancelled')),
  output text check (char_length(output) <= 64000),
  citations jsonb not null default '[]'
    check (jsonb_typeof(citations) = 'array' and octet_length(citations::text) <= 262144),
  ms integer check (ms >= 0),
  -- who is calling it: the lease, or the segment of a voice call
  holder uuid,
  attempts integer not null default 0 check (attempts >= 0),
  -- when nobody waits any more for its client
  expires_at timestamptz,
  created_at timestamptz not null default clock_timestamp(),
  started_at timestamptz,
  finished_at timestamptz,
  check (num_nonnulls(run_id, call_id) = 1),
  check ((run_id is null) = (step is null))
);

create unique index tool_calls_run_id_idx on ai.tool_calls (run_id, step, number) where run_id is not null;
create unique index tool_calls_call_id_idx on ai.tool_calls (call_id, provider_call_id) where call_id is not null;
create index tool_calls_user_id_idx on ai.tool_calls (user_id, created_at desc);

-- What a person decides. It has the id of its tool call, and what the model wanted to call it with.
create table ai.approvals (
  id uuid primary key references ai.tool_calls (id) on delete cascade,
  run_id uuid references ai.runs (id) on delete cascade,
  call_id uuid references public.calls (id) on delete cascade,
  session_id uuid,
  user_id uuid not null,
  name text not null,
  arguments jsonb not null,
  -- changed: approved with other arguments
  status text not null default 'pending'
    check (status in ('pending', 'approved', 'changed', 'refused', 'expired', 'cancelled')),
  created_at timestamptz not null default clock_timestamp(),
  expires_at timestamptz not null default now() + interval '7 days',
  decided_at timestamptz,
  check ((decided_at is null) = (status = 'pending'))
);

create index approvals_run_id_idx on ai.approvals (run_id);
create index approvals_call_id_idx on ai.approvals (call_id) where call_id is not null;
create index approvals_user_id_idx on ai.approvals (user_id, created_at desc);

grant select (
  id, run_id, call_id, user_id, step, number, provider_call_id, name, tool_id, arguments, needs_approval, client,
  repeatable, status, output, citations, ms, attempts, expires_at, created_at, started_at, finished_at
) on ai.tool_calls to authenticated;
grant select on ai.approvals to authenticated;
grant select on ai.tool_calls, ai.approvals to service_role;

alter table ai.tool_calls enable row level security;
alter table ai.approvals enable row level security;

create policy "Tool calls are visible to the person that they are made for"
  on ai.tool_calls for select to authenticated
  using (user_id = (select auth.uid()));

create policy "Approvals are visible to the person who decides"
  on ai.approvals for select to authenticated
  using (user_id = (select auth.uid()));

create policy "Agents see no tool calls"
  on ai.tool_calls as restrictive for select to authenticated
  using (not (select private.is_ai()));

create policy "Agents see no approvals"
  on ai.approvals as restrictive for select to authenticated
  using (not (select private.is_ai()));

create trigger tool_calls_refuse_agent
  before insert or update or delete on ai.tool_calls
  for each statement execute function private.refuse_agent();

create trigger approvals_refuse_agent
  before insert or update or delete on ai.approvals
  for each statement execute function private.refuse_agent();
