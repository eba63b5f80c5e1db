-- What becomes of a hold: it is settled once, by what was used; or given back.

-- Writes down what a hold was used for, and answers what it cost. Asked again, it answers the same and writes nothing.
-- Without counts (nobody could say: the upstream got lost in the middle of its answer) it is what was put by.
-- A hold that was given back meanwhile counts all the same: it was used.
create function llm.settle(p_hold_id uuid, p_usage jsonb) returns bigint
language plpgsql security definer set search_path = ''
as $$
declare
  v_counts llm.counts := llm.counts_of(p_usage);
  v_hold llm.holds;
  v_was text;
  v_cost bigint;
  v_excess bigint;
begin
  select * into v_hold from llm.holds where id = p_hold_id for update;
  if v_hold.id is null or v_hold.status = 'released' then
    raise exception 'hold_not_found' using errcode = 'PT404';
  elsif v_hold.status = 'settled' then
    return (select cost_micro_usd from llm.usage where hold_id = p_hold_id);
  end if;
  v_was := v_hold.status;
  v_cost := case when p_usage is null then v_hold.amount_micro_usd else llm.cost(llm.priced_model(v_hold.model), v_counts) end;
  update llm.holds set status = 'settled', tokens = case when p_usage is null then tokens else llm.tokens_in(v_counts) end
    where id = p_hold_id;
  v_excess := case v_was when 'held' then v_cost - v_hold.amount_micro_usd else v_cost end;
  if v_excess > 0 then
    perform llm.charge(
      v_hold.organization_id, v_hold.month, v_hold.user_id, (private.plan_of_organization(v_hold.organization_id)).id, v_excess
    );
  end if;
  if v_was = 'held' then
    update llm.shares set held = held - v_hold.amount_micro_usd, settled = settled + v_cost - greatest(v_excess, 0)
      where organization_id = v_hold.organization_id and month = v_hold.month and user_id = v_hold.user_id;
  end if;
  insert into llm.usage (
    organization_id, user_id, source, run_id, call_id, session_id, agent_id, model, input_tokens, cached_input_tokens,
    output_tokens, audio_input_tokens, cached_audio_input_tokens, audio_output_tokens, cost_micro_usd, estimated, month,
    hold_id, idempotency_key, created_at
  ) values (
    v_hold.organization_id, v_hold.user_id, v_hold.source, v_hold.run_id, v_hold.call_id, v_hold.session_id, v_hold.agent_id,
    v_hold.model, v_counts.input_tokens, v_counts.cached_input_tokens, v_counts.output_tokens, v_counts.audio_input_tokens,
    v_counts.cached_audio_input_tokens, v_counts.audio_output_tokens, v_cost, p_usage is null, v_hold.month,
    v_hold.id, v_hold.idempotency_key, clock_timestamp()
  );
  return v_cost;
end;
$$;

-- Nothing was used: what was put by is there again. Answers whether there was something to give back. The request counts
-- in the minute's limit, its tokens do not.
create function llm.release(p_hold_id uuid) returns boolean
language plpgsql security definer set search_path = ''
as $$
declare
  v_hold llm.holds;
begin
  update llm.holds set status = 'released', tokens = 0 where id = p_hold_id and status = 'held' returning * into v_hold;
  if v_hold.id is null then
    return false;
  end if;
  update llm.shares set held = held - v_hold.amount_micro_usd
    where organization_id = v_hold.organization_id and month = v_hold.month and user_id = v_hold.user_id;
  return true;
end;
$$;

-- Writes down what was used without a hold, once for its key. `p_reference` is the call, or the source of knowledge,
-- that it was used for: whose it is says who spends. Answers what it cost, as before where the key has been recorded.
create function llm.record_usage(p_source text, p_reference uuid, p_idempotency_key text, p_model text, p_usage jsonb)
returns bigint
language plpgsql security definer set search_path = ''
as $$
declare
  v_counts llm.counts := llm.counts_of(p_usage);
  v_cost bigint := llm.cost(llm.priced_model(p_model), v_counts);
  v_organization_id uuid;
  v_user_id uuid;
  v_agent_id uuid;
begin
  if p_source = 'call' then
    select organization_id, user_id, agent_id into v_organization_id, v_user_id, v_agent_id
      from public.calls where id = p_reference;
  elsif p_source = 'knowledge' then
    select s.organization_id, d.user_id into v_organization_id, v_user_id
      from ai.sources s join public.documents d on d.source_id = s.id where s.id = p_reference;
  end if;
  if v_user_id is null or p_idempotency_key is null then
    raise exception 'usage_invalid' using errcode = 'PT422', hint = 'Name a call or a source that exists, and a key.';
  end if;
  insert into llm.usage (
    organization_id, user_id, source, call_id, agent_id, model, input_tokens, cached_input_tokens, output_tokens,
    audio_input_tokens, cached_audio_input_tokens, audio_output_tokens, cost_micro_usd, month, idempotency_key, created_at
  ) values (
    v_organization_id, v_user_id, p_source, case p_source when 'call' then p_reference end, v_agent_id, p_model,
    v_counts.input_tokens, v_counts.cached_input_tokens, v_counts.output_tokens, v_counts.audio_input_tokens,
    v_counts.cached_audio_input_tokens, v_counts.audio_output_tokens, v_cost, llm.this_month(), p_idempotency_key, clock_timestamp()
  ) on conflict (user_id, source, idempotency_key) where hold_id is null do nothing;
  if not found then
    return (
      select cost_micro_usd from llm.usage
      where user_id = v_user_id and source = p_source and idempotency_key = p_idempotency_key and hold_id is null
    );
  end if;
  perform llm.charge(
    v_organization_id, llm.this_month(), v_user_id, (private.plan_of_organization(v_organization_id)).id, v_cost
  );
  return v_cost;
end;
$$;

-- Holds whose time is over, of whatever organisation, and the memory of old ones: an idempotency key is known for two
-- days. Organisations give theirs back by themselves when money gets short; this is for what nobody asks for.
create function llm.sweep() returns integer
language plpgsql security definer set search_path = ''
as $$
declare
  v_organization_id uuid;
  v_count integer := 0;
begin
  for v_organization_id in
    select distinct organization_id from llm.holds where status = 'held' and expires_at < clock_timestamp() order by 1 limit 100
  loop
    v_count := v_count + llm.expire_holds(v_organization_id);
  end loop;
  delete from llm.holds where id in (
    select id from llm.holds where status <> 'held' and created_at < now() - interval '2 days' limit 10000 for update skip locked
  );
  return v_count;
end;
$$;

-- Where the platform has pg_cron, every five minutes.
do $$
begin
  create extension if not exists pg_cron;
  perform cron.schedule('parley-sweep-llm-holds', '*/5 * * * *', 'select llm.sweep()');
exception
  -- not offered here, or not in this database
  when others then
    raise notice 'pg_cron is missing: holds that expired are given back when money gets short (%).', sqlerrm;
end
$$;
