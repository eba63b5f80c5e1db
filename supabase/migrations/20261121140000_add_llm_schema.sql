-- What models cost, and who spent what. Nothing of this schema is exposed and nobody has rights to its tables: functions
-- run by their owner are the only way in, and those that the server calls lie in `public`, for `service_role` alone.
create schema llm;

-- Prices in micro-dollars per million tokens; null: not sold by this model. A request for what has no price is refused,
-- for nobody could say what it costs. `docs/gateway.md` says how to add a model.
create table llm.models (
  -- as clients name it
  id text primary key check (char_length(id) between 1 and 200),
  kind text not null check (kind in ('chat', 'embedding', 'realtime', 'transcription')),
  text_input bigint check (text_input >= 0),
  cached_text_input bigint check (cached_text_input between 0 and text_input),
  text_output bigint check (text_output >= 0),
  audio_input bigint check (audio_input >= 0),
  cached_audio_input bigint check (cached_audio_input between 0 and audio_input),
  audio_output bigint check (audio_output >= 0),
  -- The most that one answer may have; also what is put by for a request that sets no limit of its own. Null: no answer
  -- in tokens (embeddings).
  max_output_tokens integer check (max_output_tokens > 0),
  -- The most that one image may cost; null: images are refused.
  max_image_tokens integer check (max_image_tokens > 0),
  -- Where it is asked for, in this order: `name` or `name:model there` of a provider of the gateway's settings.
  upstreams text[] not null default '{openai}' check (cardinality(upstreams) > 0),
  created_at timestamptz not null default now()
);

alter table llm.models enable row level security;

-- Prices to begin with, in micro-dollars a million tokens: not all of them could be compared with the provider's list, so
-- compare them before anybody pays by them (docs/gateway.md). Transcription is sold by the minute: 600 tokens of 100 ms each.
insert into llm.models (
  id, kind, text_input, cached_text_input, text_output, audio_input, cached_audio_input, audio_output, max_output_tokens,
  max_image_tokens
) values
  ('gpt-5.5-mini', 'chat', 750000, 75000, 4500000, null, null, null, 4096, 3000),
  ('gpt-5.5', 'chat', 5000000, 500000, 30000000, null, null, null, 8192, 3000),
  ('text-embedding-3-small', 'embedding', 20000, null, null, null, null, null, null, null),
  ('text-embedding-3-large', 'embedding', 130000, null, null, null, null, null, null, null),
  ('gpt-realtime-2.1', 'realtime', 4000000, 400000, 24000000, 32000000, 400000, 64000000, 4096, null),
  ('gpt-realtime-2.1-mini', 'realtime', 600000, 60000, 2400000, 10000000, 300000, 20000000, 4096, null),
  ('gpt-realtime', 'realtime', 4000000, 400000, 16000000, 32000000, 400000, 64000000, 4096, null),
  ('gpt-realtime-mini', 'realtime', 600000, 60000, 2400000, 10000000, 300000, 20000000, 4096, null),
  ('gpt-transcribe', 'transcription', 0, 0, 0, 7500000, 7500000, null, null, null);

-- What plans allow of the gateway, beside the limits that they have (`requests_per_minute` and the like).
alter table public.plans
  -- chat and embedding models that its people may ask for by name; `models` are those that agents have in calls
  add column llm_models text[] not null default '{}',
  -- what answers a request that names none
  add column chat_model text,
  add column embedding_model text,
  -- requests of an organisation that may be under way at the same time
  add column concurrent_requests integer not null default 0 check (concurrent_requests >= 0);

update public.plans set
  llm_models = '{gpt-5.5-mini,text-embedding-3-small}', chat_model = 'gpt-5.5-mini',
  embedding_model = 'text-embedding-3-small', concurrent_requests = 5
  where id = 'free';
update public.plans set
  llm_models = '{gpt-5.5-mini,gpt-5.5,text-embedding-3-small,text-embedding-3-large}', chat_model = 'gpt-5.5-mini',
  embedding_model = 'text-embedding-3-small', concurrent_requests = 50
  where id = 'pro';

-- What one member may spend in a calendar month (UTC), in micro-dollars; null: as much as the organisation.
alter table public.organizations
  add column member_budget_micro_usd bigint check (member_budget_micro_usd >= 0);
grant update (member_budget_micro_usd) on public.organizations to authenticated;
