-- What a run used is what the ledger has of it, answers that broke off or were cut off included: there is no second way to
-- count it.
create function private.count_run_usage() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  update ai.runs set
    input_tokens = input_tokens + new.input_tokens,
    output_tokens = output_tokens + new.output_tokens,
    cost_micro_usd = cost_micro_usd + new.cost_micro_usd
    where id = new.run_id;
  return null;
end;
$$;

create trigger usage_count_run
  after insert on llm.usage
  for each row when (new.run_id is not null)
  execute function private.count_run_usage();
