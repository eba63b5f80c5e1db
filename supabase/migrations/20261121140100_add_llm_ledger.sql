-- Money is put by before it is spent (a hold), and written down once it was (usage). No foreign keys to people and
-- organisations: what was spent stays spent when they are deleted, and deleting them makes no new budget.

create table llm.holds (
  id uuid primary key default gen_random_uuid(),
  organization_id uuid not null,
  user_id uuid not null,
  source text not null check (source in ('gateway', 'run', 'call', 'knowledge')),
  run_id uuid,
  call_id uuid,
  -- how the client groups its requests
  session_id text check (char_length(session_id) between 1 and 200),
  agent_id uuid,
  model text not null,
  idempotency_key text check (char_length(idempotency_key) between 1 and 255),
  -- the month (UTC) whose budget it is taken from
  month date not null,
  amount_micro_usd bigint not null check (amount_micro_usd >= 0),
  -- what the minute's limit counts: the estimate, and once it is settled what it was
  tokens bigint not null check (tokens >= 0),
  status text not null default 'held' check (status in ('held', 'settled', 'released', 'expired')),
  expires_at timestamptz not null,
  created_at timestamptz not null default now()
);

-- The limits of a minute, of a person and of an organisation.
create index holds_user_idx on llm.holds (user_id, created_at);
create index holds_organization_idx on llm.holds (organization_id, created_at);
create index holds_live_user_idx on llm.holds (user_id) where status = 'held';
create index holds_live_organization_idx on llm.holds (organization_id, expires_at) where status = 'held';
create index holds_created_idx on llm.holds (created_at) where status <> 'held';
-- A request that came to nothing may come again with its key.
create unique index holds_idempotency_idx on llm.holds (user_id, source, idempotency_key)
  where idempotency_key is not null and status in ('held', 'settled');

create table llm.usage (
  id bigint generated always as identity primary key,
  organization_id uuid not null,
  user_id uuid not null,
  source text not null check (source in ('gateway', 'run', 'call', 'knowledge')),
  run_id uuid,
  call_id uuid,
  session_id text,
  agent_id uuid,
  model text not null,
  -- text; of it what came from the provider's cache
  input_tokens bigint not null default 0,
  cached_input_tokens bigint not null default 0,
  output_tokens bigint not null default 0,
  audio_input_tokens bigint not null default 0,
  cached_audio_input_tokens bigint not null default 0,
  audio_output_tokens bigint not null default 0,
  cost_micro_usd bigint not null check (cost_micro_usd >= 0),
  -- nobody could say what it was, so it is what was put by for it
  estimated boolean not null default false,
  month date not null,
  hold_id uuid unique,
  idempotency_key text,
  created_at timestamptz not null default now()
);

create index usage_organization_idx on llm.usage (organization_id, created_at);
create index usage_user_idx on llm.usage (organization_id, user_id, created_at);
-- What is recorded without a hold is recorded once.
create unique index usage_idempotency_idx on llm.usage (user_id, source, idempotency_key) where hold_id is null;

-- A month's budget of an organisation, and how much of it its people have drawn. To admit a request means to find its
-- money in the person's own share; only who has not enough there locks this row, to draw a slice that is good for many
-- requests, so that it is not where everybody waits. When there is too little left, what others have drawn and not spent
-- is called back: no request is refused while its money lies unused.
create table llm.budgets (
  organization_id uuid not null,
  month date not null,
  -- the plan's, when it was last drawn from; another one calls all shares back
  budget bigint not null,
  drawn bigint not null default 0,
  primary key (organization_id, month)
);

create table llm.shares (
  organization_id uuid not null,
  month date not null,
  user_id uuid not null,
  budget bigint not null,
  drawn bigint not null default 0,
  held bigint not null default 0 check (held >= 0),
  settled bigint not null default 0 check (settled >= 0),
  -- the plan that it was spent on
  plan text not null,
  primary key (organization_id, month, user_id)
);

create index shares_user_idx on llm.shares (user_id, month);

alter table llm.holds enable row level security;
alter table llm.usage enable row level security;
alter table llm.budgets enable row level security;
alter table llm.shares enable row level security;
