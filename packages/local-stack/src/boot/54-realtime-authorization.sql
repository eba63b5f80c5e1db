-- Private channels: the policies on realtime.messages say who may read a topic (SELECT) and write to it (INSERT).
-- Each question is asked with probe rows that are taken back before it is answered.

create or replace function realtime.become(topic text, claims jsonb, headers jsonb) returns void language sql
as $$
  select set_config('search_path', 'public, extensions', true),
    set_config('realtime.topic', topic, true),
    set_config('request.jwt.claims', claims::text, true),
    set_config('request.headers', headers::text, true),
    set_config('role', claims ->> 'role', true)
$$;

-- Which of the extensions (broadcast, presence) may be read. Raises what the policies raise.
create or replace function realtime.readable_extensions(topic text, claims jsonb, headers jsonb, extensions text[])
returns text[] language plpgsql
as $$
#variable_conflict use_column
declare
  probe_ids uuid[];
  readable text[];
begin
  with probes as (
    insert into realtime.messages (topic, extension)
    select readable_extensions.topic, e from unnest(extensions) e
    returning id
  )
  select array_agg(id) into probe_ids from probes;
  perform realtime.become(readable_extensions.topic, claims, headers);
  select coalesce(array_agg(m.extension), '{}') into readable
  from realtime.messages m
  where m.id = any (probe_ids) and m.topic = readable_extensions.topic;
  raise exception 'probe' using errcode = 'RTPRB';
exception when sqlstate 'RTPRB' then
  return readable;
end
$$;

-- Whether a message of this extension may be written. Raises what the policies raise, except their refusal.
create or replace function realtime.may_write(topic text, claims jsonb, headers jsonb, extension text)
returns boolean language plpgsql
as $$
begin
  perform realtime.become(topic, claims, headers);
  insert into realtime.messages (topic, extension) values (may_write.topic, may_write.extension);
  raise exception 'probe' using errcode = 'RTPRB';
exception
  when sqlstate 'RTPRB' then
    return true;
  when insufficient_privilege then
    return false;
end
$$;

revoke execute on function realtime.become(text, jsonb, jsonb) from public;
revoke execute on function realtime.readable_extensions(text, jsonb, jsonb, text[]) from public;
revoke execute on function realtime.may_write(text, jsonb, jsonb, text) from public;
