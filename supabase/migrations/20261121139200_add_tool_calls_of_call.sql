-- What became of tool calls of a voice call, by the provider's names for them: for the worker that waits for a person's
-- decision, and for one that goes on after another. The owner is checked again, because the relay reads with the service
-- role.
create function ai.tool_calls_of_call(p_call_id uuid, p_owner uuid, p_provider_call_ids text[])
returns table (tool_call_id uuid, provider_call_id text, status text, arguments jsonb, output text, citations jsonb)
language plpgsql stable security definer set search_path = ''
as $$
#variable_conflict use_column
begin
  perform 1 from public.calls where calls.id = p_call_id and calls.user_id = p_owner;
  if not found then
    raise exception 'call_not_found' using errcode = 'PT404';
  end if;
  return query
    select t.id, t.provider_call_id, t.status, t.arguments, t.output, t.citations
    from ai.tool_calls t
    where t.call_id = p_call_id and t.provider_call_id = any (p_provider_call_ids)
    order by t.created_at;
end;
$$;
grant execute on function ai.tool_calls_of_call(uuid, uuid, text[]) to service_role;
