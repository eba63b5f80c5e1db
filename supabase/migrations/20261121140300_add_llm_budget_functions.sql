-- Taking money out of budgets. Locks are taken in one order, whoever comes: the person (an advisory lock), the
-- organisation's limits (another one), the organisation's row in `budgets`, rows of `shares` by their person. Holds are
-- locked before those by who settles them; nobody who has one of those waits for a hold.

-- Puts an amount by from the person's own share, if it has that much. On its own, because waiting for the row may leave
-- it locked although it turns out to have too little: what is raised here gives such a lock back.
create function llm.take_from_share(p_organization_id uuid, p_month date, p_user_id uuid, p_budget bigint, p_amount bigint)
returns boolean
language plpgsql security definer set search_path = ''
as $$
begin
  if not exists (
    select 1 from llm.shares
    where organization_id = p_organization_id and month = p_month and user_id = p_user_id
      and budget = p_budget and drawn - held - settled >= p_amount
  ) then
    return false;
  end if;
  update llm.shares set held = held + p_amount
    where organization_id = p_organization_id and month = p_month and user_id = p_user_id
      and budget = p_budget and drawn - held - settled >= p_amount;
  if not found then
    raise exception 'budget_spent' using errcode = 'PT402';
  end if;
  return true;
exception
  when sqlstate 'PT402' then
    return false;
end;
$$;

-- What an organisation's budget has left when all that lies unused in shares is counted.
create function llm.left_of_budget(p_organization_id uuid, p_month date, p_budget bigint) returns bigint
language sql stable security definer set search_path = ''
as $$
  select p_budget - coalesce(sum(held + settled), 0)::bigint
  from llm.shares where organization_id = p_organization_id and month = p_month;
$$;

-- The organisation's row, locked.
create function llm.lock_budget(p_organization_id uuid, p_month date) returns llm.budgets
language plpgsql security definer set search_path = ''
as $$
declare
  v_budget llm.budgets;
begin
  insert into llm.budgets (organization_id, month, budget) values (p_organization_id, p_month, 0) on conflict do nothing;
  select * into v_budget from llm.budgets where organization_id = p_organization_id and month = p_month for update;
  return v_budget;
end;
$$;

-- Gives back what holds took whose time is over: their worker died, or its answer got lost. What it may have cost is not
-- the organisation's: who settles later, all the same, has it counted then. Answers how many.
create function llm.expire_holds(p_organization_id uuid, p_limit integer default 1000) returns integer
language plpgsql security definer set search_path = ''
as $$
declare
  v_month date;
  v_count integer := 0;
  v_found integer;
begin
  for v_month in
    select distinct month from llm.holds
    where organization_id = p_organization_id and status = 'held' and expires_at < clock_timestamp() order by month
  loop
    perform llm.lock_budget(p_organization_id, v_month);
    with expired as (
      update llm.holds set status = 'expired' where id in (
        select id from llm.holds
        where organization_id = p_organization_id and month = v_month and status = 'held' and expires_at < clock_timestamp()
        limit p_limit for update skip locked
      )
      returning user_id, amount_micro_usd
    ),
    sums as (
      select user_id, sum(amount_micro_usd) as amount, count(*) as holds from expired group by user_id
    ),
    locked as (
      select s.user_id from llm.shares s join sums using (user_id)
      where s.organization_id = p_organization_id and s.month = v_month order by s.user_id for update of s
    ),
    given_back as (
      update llm.shares s set held = s.held - sums.amount
        from sums join locked using (user_id)
        where s.organization_id = p_organization_id and s.month = v_month and s.user_id = sums.user_id
        returning sums.holds
    )
    select coalesce(sum(holds), 0) into v_found from given_back;
    v_count := v_count + v_found;
  end loop;
  return v_count;
end;
$$;

-- Calls back what lies unused in shares, and answers what the organisation has left to draw. Its row is locked.
create function llm.recall_shares(p_organization_id uuid, p_month date, p_budget bigint) returns bigint
language plpgsql security definer set search_path = ''
as $$
declare
  v_drawn bigint;
begin
  perform 1 from llm.shares
    where organization_id = p_organization_id and month = p_month order by user_id for update;
  update llm.shares set drawn = held + settled, budget = p_budget
    where organization_id = p_organization_id and month = p_month;
  select coalesce(sum(drawn), 0) into v_drawn
    from llm.shares where organization_id = p_organization_id and month = p_month;
  update llm.budgets set budget = p_budget, drawn = v_drawn
    where organization_id = p_organization_id and month = p_month;
  return p_budget - v_drawn;
end;
$$;

-- Puts an amount by out of the organisation's budget, and answers whether it was there.
create function llm.reserve(
  p_organization_id uuid, p_month date, p_user_id uuid, p_plan text, p_budget bigint, p_amount bigint
)
returns boolean
language plpgsql security definer set search_path = ''
as $$
declare
  v_budget llm.budgets;
  v_left bigint;
  v_slice bigint;
begin
  if llm.take_from_share(p_organization_id, p_month, p_user_id, p_budget, p_amount) then
    return true;
  end if;
  -- A look without locks first: who is refused anyway keeps nobody waiting.
  if llm.left_of_budget(p_organization_id, p_month, p_budget) < p_amount then
    if llm.expire_holds(p_organization_id) = 0 then
      return false;
    end if;
  end if;
  v_budget := llm.lock_budget(p_organization_id, p_month);
  v_left := v_budget.budget - v_budget.drawn;
  if v_budget.budget <> p_budget or v_left < p_amount then
    v_left := llm.recall_shares(p_organization_id, p_month, p_budget);
    if v_left < p_amount then
      return false;
    end if;
  end if;
  -- Some more than is needed now, less and less the nearer the end is.
  v_slice := p_amount + (v_left - p_amount) / 32;
  update llm.budgets set drawn = drawn + v_slice where organization_id = p_organization_id and month = p_month;
  insert into llm.shares (organization_id, month, user_id, budget, drawn, held, plan)
    values (p_organization_id, p_month, p_user_id, p_budget, v_slice, p_amount, p_plan)
    on conflict (organization_id, month, user_id) do update
      set drawn = llm.shares.drawn + v_slice, held = llm.shares.held + p_amount, plan = p_plan;
  return true;
end;
$$;

-- Counts what was spent without being put by before: it cannot be refused any more. Call it with the organisation's row
-- locked, or with nothing locked.
create function llm.charge(p_organization_id uuid, p_month date, p_user_id uuid, p_plan text, p_amount bigint) returns void
language plpgsql security definer set search_path = ''
as $$
declare
  v_budget llm.budgets := llm.lock_budget(p_organization_id, p_month);
begin
  update llm.budgets set drawn = drawn + p_amount where organization_id = p_organization_id and month = p_month;
  insert into llm.shares (organization_id, month, user_id, budget, drawn, settled, plan)
    values (p_organization_id, p_month, p_user_id, v_budget.budget, p_amount, p_amount, p_plan)
    on conflict (organization_id, month, user_id) do update
      set drawn = llm.shares.drawn + p_amount, settled = llm.shares.settled + p_amount;
end;
$$;
