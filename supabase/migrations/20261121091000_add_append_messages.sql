-- Writes turns of a call, each item once. The owner is checked again here, because the relay writes with the service
-- role. Repeating a batch changes nothing; a later state of an item (cut off by the listener) replaces an earlier one,
-- never the other way round.
create function public.append_messages(p_call_id uuid, p_owner uuid, p_items jsonb)
returns table (id bigint, item_id text)
language plpgsql security definer set search_path = ''
as $$
#variable_conflict use_column
begin
  perform 1 from public.calls where calls.id = p_call_id and calls.user_id = p_owner;
  if not found then
    raise exception 'call_not_found' using errcode = 'PT404';
  end if;
  return query
    insert into public.messages as m
      (call_id, item_id, previous_item_id, position, role, text, status, source, heard_ms, tool)
    select p_call_id, i.item_id, i.previous_item_id, i.position, i.role, coalesce(i.text, ''),
      coalesce(i.status, 'completed'), coalesce(i.source, 'voice'), i.heard_ms, i.tool
    from jsonb_to_recordset(p_items) as i (
      item_id text, previous_item_id text, position bigint, role text, text text, status text, source text,
      heard_ms integer, tool jsonb
    )
    where i.item_id is not null
    order by i.position
    on conflict (call_id, item_id) do update
      set text = excluded.text, status = excluded.status, heard_ms = excluded.heard_ms, tool = excluded.tool
      where array_position(array['failed', 'completed', 'interrupted'], excluded.status)
          >= array_position(array['failed', 'completed', 'interrupted'], m.status)
        and (m.text, m.status, m.heard_ms, m.tool) is distinct from
            (excluded.text, excluded.status, excluded.heard_ms, excluded.tool)
    returning m.id, m.item_id;
end;
$$;
grant execute on function public.append_messages(uuid, uuid, jsonb) to service_role;
