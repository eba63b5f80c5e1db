-- Counts of tokens as the server tells them: `input_tokens` (text, with `cached_input_tokens` of them), `output_tokens`,
-- `audio_input_tokens` (with `cached_audio_input_tokens` of them), `audio_output_tokens`. What is left out is nought.
create type llm.counts as (
  input_tokens bigint, cached_input_tokens bigint, output_tokens bigint,
  audio_input_tokens bigint, cached_audio_input_tokens bigint, audio_output_tokens bigint
);

create function llm.counts_of(p_usage jsonb) returns llm.counts
language plpgsql immutable set search_path = ''
as $$
declare
  v llm.counts := jsonb_populate_record(
    row(0, 0, 0, 0, 0, 0)::llm.counts, coalesce(p_usage, '{}') - array(
      select key from jsonb_each(coalesce(p_usage, '{}')) where value = 'null'
    )
  );
begin
  if least(
    v.input_tokens, v.cached_input_tokens, v.output_tokens, v.audio_input_tokens, v.cached_audio_input_tokens, v.audio_output_tokens
  ) < 0 or greatest(
    v.input_tokens, v.output_tokens, v.audio_input_tokens, v.audio_output_tokens
  ) > 1000000000 or v.cached_input_tokens > v.input_tokens or v.cached_audio_input_tokens > v.audio_input_tokens then
    raise exception 'usage_invalid' using
      errcode = 'PT422', hint = 'Counts are between 0 and 10^9, and cached tokens are part of the input.';
  end if;
  return v;
end;
$$;

-- What counts of tokens cost, in micro-dollars. The one rule of rounding: the entry's sum is rounded up, once; sums of
-- entries are exact.
create function llm.cost(p_model llm.models, p_counts llm.counts) returns bigint
language plpgsql immutable set search_path = ''
as $$
declare
  v_text bigint := p_counts.input_tokens - p_counts.cached_input_tokens;
  v_audio bigint := p_counts.audio_input_tokens - p_counts.cached_audio_input_tokens;
  v_sum numeric;
begin
  if (p_counts.input_tokens > 0 and p_model.text_input is null)
    or (p_counts.output_tokens > 0 and p_model.text_output is null)
    or (p_counts.audio_input_tokens > 0 and p_model.audio_input is null)
    or (p_counts.audio_output_tokens > 0 and p_model.audio_output is null)
  then
    raise exception 'model_without_price' using
      errcode = 'PT404', detail = p_model.id, hint = 'Give it a price in llm.models for what it was used for.';
  end if;
  v_sum := v_text::numeric * coalesce(p_model.text_input, 0)
    + p_counts.cached_input_tokens::numeric * coalesce(p_model.cached_text_input, p_model.text_input, 0)
    + p_counts.output_tokens::numeric * coalesce(p_model.text_output, 0)
    + v_audio::numeric * coalesce(p_model.audio_input, 0)
    + p_counts.cached_audio_input_tokens::numeric * coalesce(p_model.cached_audio_input, p_model.audio_input, 0)
    + p_counts.audio_output_tokens::numeric * coalesce(p_model.audio_output, 0);
  return ceil(v_sum / 1000000);
end;
$$;

create function llm.tokens_in(p_counts llm.counts) returns bigint
language sql immutable set search_path = ''
as $$
  select p_counts.input_tokens + p_counts.output_tokens + p_counts.audio_input_tokens + p_counts.audio_output_tokens;
$$;

-- A model that has a price, or an error.
create function llm.priced_model(p_model text) returns llm.models
language plpgsql stable security definer set search_path = ''
as $$
declare
  v_model llm.models;
begin
  select * into v_model from llm.models where id = p_model;
  if v_model.text_input is null and v_model.audio_input is null then
    raise exception 'model_without_price' using
      errcode = 'PT404', detail = p_model, hint = 'Give it a price in llm.models.';
  end if;
  return v_model;
end;
$$;

-- The month (UTC) that something is spent in.
create function llm.this_month() returns date
language sql stable set search_path = ''
as $$
  select date_trunc('month', clock_timestamp() at time zone 'UTC')::date;
$$;
