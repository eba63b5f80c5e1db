-- A user can make a call at once: profile, personal organisation and a first agent come with the sign-up.
create function private.set_up_user(p_user_id uuid, p_name text) returns void
language plpgsql security definer set search_path = ''
as $$
declare
  v_name text := coalesce(nullif(left(trim(p_name), 80), ''), 'You');
  v_organization_id uuid;
begin
  insert into public.profiles (id, display_name) values (p_user_id, v_name);
  insert into public.organizations (name, personal_of) values (v_name, p_user_id) returning id into v_organization_id;
  insert into public.memberships (organization_id, user_id, role) values (v_organization_id, p_user_id, 'owner');
  insert into public.agents (organization_id, name, description, instructions, greeting, status, created_by)
  values (
    v_organization_id,
    'Robin',
    'A friendly first agent. Change its instructions to make it yours.',
    'You are Robin, a friendly voice assistant. Speak in short, natural sentences. Parley is a platform for voice agents '
      'on Supabase. With Parley, every call is stored as a transcript that only its owner can read. If you do not know '
      'something, say so.',
    'Hello, this is Robin. How can I help you?',
    'published',
    p_user_id
  );
end;
$$;

create function private.set_up_new_user() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  perform private.set_up_user(new.id, coalesce(new.raw_user_meta_data ->> 'name', split_part(new.email, '@', 1)));
  return new;
end;
$$;

create trigger set_up_new_user
  after insert on auth.users
  for each row execute function private.set_up_new_user();

-- Users who were there before.
select private.set_up_user(id, coalesce(raw_user_meta_data ->> 'name', split_part(email, '@', 1))) from auth.users;
