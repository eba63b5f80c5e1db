-- Policies of every list ask which organisations are the caller's. As an SQL function the answer was planned anew in each
-- statement, which cost more than the short lists themselves. PL/pgSQL keeps a plan for the connection, as long as one
-- plan is good for every call: hence two statements, not one with `p_roles is null or …`. A person belongs to a handful
-- of organisations, not to the thousand that the planner would assume.
create or replace function private.my_organization_ids(p_roles text[] default null) returns setof uuid
language plpgsql stable security definer rows 5 set search_path = ''
as $$
declare
  v_user_id uuid := auth.uid();
begin
  if p_roles is null then
    return query select organization_id from public.memberships where user_id = v_user_id;
  else
    return query select organization_id from public.memberships where user_id = v_user_id and role = any (p_roles);
  end if;
end;
$$;
