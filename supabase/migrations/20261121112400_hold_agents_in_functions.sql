-- As before, but not for an agent, whether or not there is something to close.
create or replace function public.close_stale_calls() returns integer
language plpgsql security definer set search_path = ''
as $$
begin
  if auth.uid() is null then
    raise exception 'not_authenticated' using errcode = 'PT401';
  elsif private.is_ai() then
    raise exception 'agent_not_allowed' using
      errcode = 'PT403', hint = 'The person does this themselves, signed in.';
  end if;
  return private.close_stale_calls(auth.uid());
end;
$$;
