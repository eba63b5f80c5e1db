-- As before, in PL/pgSQL, which keeps its plan: restrictive policies ask this in statements that take less than planning
-- it did.
create or replace function private.is_ai() returns boolean
language plpgsql stable set search_path = ''
as $$
begin
  return coalesce(auth.jwt() ? 'act', false);
end;
$$;
