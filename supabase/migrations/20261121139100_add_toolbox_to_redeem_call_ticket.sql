drop function public.redeem_call_ticket(text, text);

-- As before, and says for which organisation the agent works and whether it is a draft, for the worker opens its tools; and
-- which conversation the call goes on with.
create function public.redeem_call_ticket(p_token_hash text, p_worker text)
returns table (
  call_id uuid, user_id uuid, segment_id uuid, segment_number integer, next_position bigint,
  agent_id uuid, agent_name text, instructions text, greeting text, voice text, model text, tools jsonb,
  standby boolean, audio_ms bigint, forming_item_id text, organization_id uuid, draft boolean,
  chat_session_id uuid
)
language plpgsql security definer set search_path = ''
as $$
#variable_conflict use_column
declare
  v_ticket private.call_tickets;
  v_call public.calls;
  v_segment public.call_segments;
  v_forming_item_id text;
begin
  update private.call_tickets set consumed_at = now()
    where token_hash = p_token_hash and consumed_at is null and expires_at > now()
    returning * into v_ticket;
  if not found then
    raise exception 'ticket_invalid' using errcode = 'PT401';
  end if;
  v_call := private.lock_call(v_ticket.call_id);
  if v_call.ended_at is not null or v_call.user_id is distinct from v_ticket.user_id then
    raise exception 'call_ended' using errcode = 'PT409';
  end if;
  perform private.check_segment_order(v_call.id, v_ticket.from_segment, v_ticket.take_over);
  update public.calls set last_seen_at = clock_timestamp() where id = v_call.id;
  v_segment := private.add_standby(v_call.id, p_worker, v_ticket.from_segment);
  if v_ticket.from_segment is null then
    v_forming_item_id := private.take_segment(v_call.id, v_segment.id);
  end if;
  return query
    select v_call.id, v_call.user_id, v_segment.id, v_segment.number, p.next_position,
      a.id, a.name, a.instructions, a.greeting, a.voice, a.model, a.tools,
      v_ticket.from_segment is not null, p.audio_ms, v_forming_item_id, v_call.organization_id, v_call.draft,
      v_call.chat_session_id
    from private.call_position(v_call.id) p
    left join lateral private.agent_of_call(v_call) a on true;
end;
$$;
grant execute on function public.redeem_call_ticket(text, text) to service_role;
