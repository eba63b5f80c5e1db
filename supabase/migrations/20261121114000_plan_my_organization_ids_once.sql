-- Policies of every list ask which organisations are the caller's. As an SQL function the answer was planned anew in each
-- statement, which cost more than the short lists themselves; PL/pgSQL keeps the plan for the connection. A person belongs
-- to a handful of organisations, not to the thousand that the planner would assume.
create or replace function private.my_organization_ids(p_roles text[] default null) returns setof uuid
language plpgsql stable security definer rows 5 set search_path = ''
as $$
declare
  v_user_id uuid := auth.uid();
begin
  return query
    select organization_id
    from public.memberships
    where user_id = v_user_id
      and (p_roles is null or role = any (p_roles));
end;
$$;
