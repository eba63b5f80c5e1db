-- Live, on every device: what happens in a run is told on its person's private channel in the transaction that writes it
-- down, so that nobody hears what was taken back. Whoever was away reads the rows.

-- A message on a person's channel. One that is too large for a broadcast comes without its data, which stands in the row.
create function private.tell_person(p_user_id uuid, p_type text, p_payload jsonb) returns void
language plpgsql security definer set search_path = ''
as $$
begin
  perform realtime.send(
    case when octet_length(p_payload::text) > 200000 then jsonb_set(p_payload, '{data}', 'null') else p_payload end,
    p_type, 'user:' || p_user_id, true
  );
end;
$$;

create function private.tell_run_event() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  perform private.tell_person(new.user_id, new.type, jsonb_build_object(
    'run_id', new.run_id, 'session_id', new.session_id, 'seq', new.seq, 'type', new.type, 'data', new.data,
    'created_at', new.created_at
  ));
  return null;
end;
$$;

create function private.tell_approval() returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
  v_type text := case when new.status = 'pending' then 'approval.requested' else 'approval.decided' end;
begin
  perform private.tell_person(new.user_id, v_type, jsonb_build_object(
    'run_id', new.run_id, 'session_id', new.session_id, 'seq', null, 'type', v_type,
    'data', jsonb_build_object(
      'approval_id', new.id, 'call_id', new.call_id, 'name', new.name, 'arguments', new.arguments, 'status', new.status,
      'expires_at', new.expires_at
    ),
    'created_at', clock_timestamp()
  ));
  return null;
end;
$$;

-- Whether this topic is the caller's: their own, and those of their runs. It does not ask who acts; the policies do.
create function private.hears_topic(p_topic text) returns boolean
language plpgsql stable security definer set search_path = ''
as $$
begin
  if p_topic = 'user:' || auth.uid() then
    return true;
  elsif p_topic ~ '^run:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' then
    return exists (select 1 from ai.runs where id = substr(p_topic, 5)::uuid and user_id = auth.uid());
  end if;
  return false;
end;
$$;
grant execute on function private.hears_topic(text) to authenticated;

do $$
begin
  -- where there is no Realtime nothing is told
  if to_regclass('realtime.messages') is null then
    return;
  end if;

  create trigger run_events_tell
    after insert on ai.run_events
    for each row execute function private.tell_run_event();

  create trigger approvals_tell_new
    after insert on ai.approvals
    for each row execute function private.tell_approval();

  create trigger approvals_tell_decided
    after update of status on ai.approvals
    for each row when (old.status is distinct from new.status)
    execute function private.tell_approval();

  -- People read, and send nothing: there is no policy for that. What is not a broadcast (presence) is not theirs either.
  create policy "People hear their own channel and those of their runs"
    on realtime.messages for select to authenticated
    using (extension = 'broadcast' and private.hears_topic(topic));

  create policy "Agents hear no channel"
    on realtime.messages as restrictive for select to authenticated
    using (not (select private.is_ai()));
end
$$;
