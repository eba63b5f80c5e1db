-- Anybody may sign up with anybody's address and a password; it opens nothing until the address is confirmed. An
-- invitation's link confirms it, and must not make that password a second key to the account: what was set before the
-- invited person came goes when they come.
create function private.drop_unproven_password() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  new.encrypted_password := '';
  return new;
end;
$$;

create trigger drop_unproven_password
  before update on auth.users
  for each row when (
    old.invited_at is not null and old.email_confirmed_at is null and new.email_confirmed_at is not null
    and new.encrypted_password is not distinct from old.encrypted_password
  )
  execute function private.drop_unproven_password();
