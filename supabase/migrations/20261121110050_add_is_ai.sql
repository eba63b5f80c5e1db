-- Whether an agent acts for its person in this session: its token has the person's `sub` and its own `act` (RFC 8693).
-- Whatever stands in `act`: a token of a person has none. In PL/pgSQL, which keeps its plan: policies ask this in
-- statements that take less than planning it would.
create function private.is_ai() returns boolean
language plpgsql stable set search_path = ''
as $$
begin
  return coalesce(auth.jwt() ? 'act', false);
end;
$$;
grant execute on function private.is_ai() to authenticated, service_role;
