-- What a plan allows, all of it in one row. Limits are per organisation: a personal organisation has its person's plan
-- (`profiles.plan`), any other its own (`organizations.plan`).
alter table public.plans
  -- Realtime and chat models that agents may name; the server's default model is open to every plan
  add column models text[] not null default '{}',
  -- voices that agents may have; null: every voice
  add column voices text[],
  -- minutes of calls in a calendar month (UTC)
  add column call_minutes integer not null default 0 check (call_minutes >= 0),
  add column requests_per_minute integer not null default 0 check (requests_per_minute >= 0),
  add column tokens_per_minute integer not null default 0 check (tokens_per_minute >= 0),
  -- micro-dollars in a calendar month (UTC)
  add column monthly_budget_micro_usd bigint not null default 0 check (monthly_budget_micro_usd >= 0),
  -- organisations on this plan that one person may own, the personal one not counted
  add column owned_organizations integer not null default 0 check (owned_organizations >= 0),
  -- counts up when a limit changes: clients hear it and ask again
  add column version integer not null default 1;

update public.plans set
  models = '{gpt-realtime-mini}', voices = '{marin,cedar,alloy}', call_minutes = 300, requests_per_minute = 20,
  tokens_per_minute = 40000, monthly_budget_micro_usd = 2000000, owned_organizations = 3
  where id = 'free';
update public.plans set
  models = '{gpt-realtime,gpt-realtime-mini}', call_minutes = 3000, requests_per_minute = 200,
  tokens_per_minute = 400000, monthly_budget_micro_usd = 100000000, owned_organizations = 20
  where id = 'pro';

create function private.bump_plan_limits_version() returns trigger
language plpgsql set search_path = ''
as $$
begin
  new.version := old.version + 1;
  return new;
end;
$$;

create trigger plans_bump_version
  before update on public.plans
  for each row when (old.* is distinct from new.*)
  execute function private.bump_plan_limits_version();
