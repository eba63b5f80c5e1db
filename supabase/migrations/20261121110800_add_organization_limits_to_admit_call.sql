-- Limits count for the organisation that a call is made in, by its plan. Its lock makes concurrent inserts wait for each
-- other, so that no count can be raced; inserts in other organisations wait for nothing.

-- As close_stale_calls, for an organisation.
create function private.close_stale_calls_of_organization(p_organization_id uuid) returns void
language plpgsql security definer set search_path = ''
as $$
declare
  v_call_id uuid;
  v_call public.calls;
begin
  for v_call_id in
    select id from public.calls
    where organization_id = p_organization_id and ended_at is null and last_seen_at < now() - interval '90 seconds'
    order by id
  loop
    v_call := private.lock_call(v_call_id);
    -- It may have been seen, or ended, while this waited for the lock.
    if v_call.ended_at is null and v_call.last_seen_at < now() - interval '90 seconds' then
      perform private.close_call(v_call.id, 'stale', v_call.last_seen_at);
    end if;
  end loop;
end;
$$;

create index calls_organization_seen_idx on public.calls (organization_id, last_seen_at);

-- Minutes of calls of an organisation in the current month (UTC), those that go on included: the time that a worker
-- carried them. Not from `started_at` to `ended_at`, which callers may choose when they make a call.
create function private.call_minutes_used(p_organization_id uuid) returns numeric
language sql stable security definer set search_path = ''
as $$
  with month as (select date_trunc('month', now(), 'UTC') as start)
  select coalesce(sum(extract(epoch from greatest(used.until - greatest(s.taken_at, month.start), interval '0'))) / 60, 0)
  from month
  join public.calls c on c.organization_id = p_organization_id and c.last_seen_at >= month.start
  join public.call_segments s on s.call_id = c.id and s.taken_at is not null
  -- A call without a sign of life for 90 seconds is over since its last one, though nobody has closed it yet.
  cross join lateral (
    select coalesce(
      s.ended_at, case when c.last_seen_at < now() - interval '90 seconds' then c.last_seen_at else now() end
    ) as until
  ) used;
$$;

create or replace function private.admit_call() returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
  v_plan public.plans;
begin
  if new.ended_at is not null then
    return new;
  end if;
  -- Policies look at a row only after this: without it a stranger would learn who is in the organisation, and how busy
  -- it is.
  if auth.uid() <> new.user_id or not exists (
    select 1 from public.memberships where organization_id = new.organization_id and user_id = new.user_id
  ) then
    raise exception 'organization_not_found' using errcode = 'PT404';
  end if;
  perform 1 from public.organizations where id = new.organization_id for no key update;
  v_plan := private.plan_of_organization(new.organization_id);
  perform private.close_stale_calls_of_organization(new.organization_id);
  if (
    select count(*) from public.calls where organization_id = new.organization_id and ended_at is null
  ) >= v_plan.live_calls then
    raise exception 'live_calls_limit' using
      errcode = 'PT429', detail = v_plan.live_calls::text, hint = 'End a call, or change to a plan with more live calls.';
  end if;
  if private.call_minutes_used(new.organization_id) >= v_plan.call_minutes then
    raise exception 'call_minutes_limit' using
      errcode = 'PT402', detail = v_plan.call_minutes::text, hint = 'Wait for the next month, or change to a plan with more minutes.';
  end if;
  return new;
end;
$$;

-- What a plan leaves of an organisation's limits, for its members to see.
create function public.organization_usage(p_organization_id uuid)
returns table (plan text, live_calls bigint, call_minutes_used numeric)
language plpgsql stable security definer set search_path = ''
as $$
begin
  perform private.require_role(p_organization_id, array['owner', 'admin', 'member']);
  return query select (private.plan_of_organization(p_organization_id)).id,
    (select count(*) from public.calls c
      where c.organization_id = p_organization_id and c.ended_at is null and c.last_seen_at >= now() - interval '90 seconds'),
    round(private.call_minutes_used(p_organization_id), 1);
end;
$$;
grant execute on function public.organization_usage(uuid) to authenticated;

-- As before, and only members go on with a call of an organisation: who was taken out meanwhile does not.
create or replace function private.check_resumable(p_user_id uuid, p_call_id uuid, p_from_segment integer, p_take_over boolean)
returns void
language plpgsql security definer set search_path = ''
as $$
declare
  v_ended_at timestamptz;
begin
  perform private.close_stale_calls(p_user_id);
  select c.ended_at into v_ended_at
    from public.calls c
    join public.memberships m on m.organization_id = c.organization_id and m.user_id = c.user_id
    where c.id = p_call_id and c.user_id = p_user_id;
  if not found then
    raise exception 'call_not_found' using errcode = 'PT404';
  elsif v_ended_at is not null then
    raise exception 'call_ended' using errcode = 'PT409';
  end if;
  perform private.check_segment_order(p_call_id, p_from_segment, p_take_over);
end;
$$;

-- As before, and for members only. Asked when a ticket is asked for and again when it is redeemed, so that a ticket is
-- worth nothing to somebody who was taken out after they got it.
create or replace function private.check_segment_order(p_call_id uuid, p_from_segment integer, p_take_over boolean) returns void
language plpgsql security definer set search_path = ''
as $$
begin
  if not exists (
    select 1 from public.calls c
    join public.memberships m on m.organization_id = c.organization_id and m.user_id = c.user_id
    where c.id = p_call_id
  ) then
    raise exception 'call_not_found' using errcode = 'PT404';
  elsif p_from_segment is not null then
    if private.may_follow(p_call_id, p_from_segment) is not true then
      raise exception 'segment_superseded' using
        errcode = 'PT409', hint = 'Another connection has carried the call since. Take it over, or leave it there.';
    end if;
  elsif not p_take_over and private.has_live_segment(p_call_id) then
    raise exception 'call_busy' using errcode = 'PT409', hint = 'Take the call over, or leave it there.';
  end if;
end;
$$;
