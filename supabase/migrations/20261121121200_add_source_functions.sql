-- What people do with sources. Each function checks the caller's rights itself; the function `sources` calls them as
-- the user, then does with the storage service what they allow.

-- A signed-in person, not an agent that acts for one.
create function private.require_person() returns uuid
language plpgsql stable set search_path = ''
as $$
begin
  if auth.uid() is null then
    raise exception 'not_authenticated' using errcode = 'PT401';
  elsif private.is_ai() then
    raise exception 'agent_not_allowed' using errcode = 'PT403', hint = 'The person does this themselves, signed in.';
  end if;
  return auth.uid();
end;
$$;

-- The document of a source that the caller may change: its owner's; one that the whole organisation sees also by the
-- organisation's owners and admins. Whoever may not read it learns nothing of it.
create function private.require_own_document(p_source_id uuid) returns public.documents
language plpgsql stable security definer set search_path = ''
as $$
declare
  v_user_id uuid := private.require_person();
  v_document public.documents;
begin
  select * into v_document from public.documents d
    where d.source_id = p_source_id
      and (d.visibility = 'organization' or d.user_id = v_user_id)
      and d.organization_id in (select private.my_organization_ids());
  if v_document.source_id is null then
    raise exception 'source_not_found' using errcode = 'PT404';
  elsif v_document.user_id <> v_user_id
    and v_document.organization_id not in (select private.my_organization_ids(array['owner', 'admin'])) then
    raise exception 'role_too_low' using errcode = 'PT403', hint = 'Ask its owner, or an owner or admin of the organisation.';
  end if;
  return v_document;
end;
$$;

-- Makes a source and its document, or finds the one that holds the same file: the caller's own, or one that the whole
-- organisation sees and that is known to hold what its hash says. A file whose upload never came, or came differently,
-- is uploaded again to the same source (`upload`). The organisation's lock makes the same file sent twice at once one.
create function ai.create_source(
  p_organization_id uuid, p_name text, p_kind text, p_bytes bigint, p_sha256 text, p_visibility text,
  p_knowledge_base_id uuid default null
)
returns table (source_id uuid, existing boolean, upload boolean, storage_path text)
language plpgsql security definer set search_path = ''
as $$
declare
  v_user_id uuid := private.require_person();
  v_source ai.sources;
  v_existing boolean;
begin
  perform private.require_role(p_organization_id, array['owner', 'admin', 'member']);
  if p_knowledge_base_id is not null and not exists (
    select 1 from ai.knowledge_bases where id = p_knowledge_base_id and organization_id = p_organization_id
  ) then
    raise exception 'knowledge_base_not_found' using errcode = 'PT404';
  end if;
  perform pg_advisory_xact_lock(hashtextextended(p_organization_id::text || p_sha256, 0));
  select s.* into v_source
    from ai.sources s join public.documents d on d.source_id = s.id
    where s.organization_id = p_organization_id and s.sha256 = p_sha256 and s.kind = p_kind
      and (
        d.user_id = v_user_id
        -- an upload that was never checked says nothing about the file
        or (d.visibility = 'organization' and s.status not in ('uploading', 'failed'))
      )
    order by d.user_id = v_user_id desc, s.created_at limit 1;
  v_existing := v_source.id is not null;
  if not v_existing then
    v_source.id := gen_random_uuid();
    insert into ai.sources (id, organization_id, kind, bytes, sha256, storage_path)
      values (v_source.id, p_organization_id, p_kind, p_bytes, p_sha256, p_organization_id || '/' || v_source.id)
      returning * into v_source;
    insert into public.documents (source_id, organization_id, user_id, name, visibility)
      values (v_source.id, p_organization_id, v_user_id, p_name, p_visibility);
  elsif v_source.error_code = 'upload_differs' then
    update ai.sources set status = 'uploading', error_code = null, bytes = p_bytes where id = v_source.id
      returning * into v_source;
  end if;
  if p_knowledge_base_id is not null then
    insert into ai.indexed_sources (knowledge_base_id, source_id, organization_id, added_by)
      values (p_knowledge_base_id, v_source.id, p_organization_id, v_user_id) on conflict do nothing;
  end if;
  return query select v_source.id, v_existing, v_source.status = 'uploading', v_source.storage_path;
end;
$$;

-- A source of the caller's that is still to be uploaded, or was, with what its file should be.
create function ai.source_to_check(p_source_id uuid)
returns table (status text, kind text, bytes bigint, sha256 text, storage_path text)
language plpgsql stable security definer set search_path = ''
as $$
begin
  perform private.require_own_document(p_source_id);
  return query select s.status, s.kind, s.bytes, s.sha256, s.storage_path from ai.sources s where s.id = p_source_id;
end;
$$;

-- Goes on with a source that has failed, from where it stood. One that has not is left alone.
create function ai.retry_source(p_source_id uuid) returns text
language plpgsql security definer set search_path = ''
as $$
declare
  v_status text;
begin
  perform private.require_own_document(p_source_id);
  update private.source_jobs set run_after = now(), attempts = 0, lease_token = null, leased_until = null
    where source_id = p_source_id and run_after is null;
  if found then
    update ai.sources set status = 'queued', error_code = null where id = p_source_id;
  end if;
  select s.status into v_status from ai.sources s where s.id = p_source_id;
  return v_status;
end;
$$;

-- Makes a new indexing run of a source. The one before stays what search finds until the new one is complete.
create function ai.reindex_source(p_source_id uuid) returns text
language plpgsql security definer set search_path = ''
as $$
begin
  perform private.require_own_document(p_source_id);
  perform 1 from ai.sources s where s.id = p_source_id and s.status in ('ready', 'failed') for update;
  if not found then
    raise exception 'source_busy' using errcode = 'PT409', hint = 'Wait until it is ready.';
  elsif exists (select 1 from ai.sources s where s.id = p_source_id and s.error_code like 'upload\_%') then
    raise exception 'upload_missing' using errcode = 'PT409', hint = 'Upload the file again.';
  end if;
  insert into private.source_jobs (source_id) values (p_source_id)
  on conflict (source_id) do update set
    step = 'extract', run_id = gen_random_uuid(), run_after = now(), attempts = 0, lease_token = null, leased_until = null;
  update ai.sources s set status = 'queued', error_code = null, pages_total = null, pages_done = 0, chunks_total = null,
    chunks_done = 0 where s.id = p_source_id;
  return 'queued';
end;
$$;

-- Deletes a source: nobody sees it from now on; a worker clears away what hangs on it.
create function ai.delete_source(p_source_id uuid) returns void
language plpgsql security definer set search_path = ''
as $$
begin
  perform private.require_own_document(p_source_id);
  delete from ai.indexed_sources where source_id = p_source_id;
  delete from public.documents where source_id = p_source_id;
end;
$$;

-- Where the file of a source lies that the caller may read, and how it is called.
create function ai.source_file(p_source_id uuid) returns table (name text, storage_path text)
language plpgsql stable security definer set search_path = ''
as $$
begin
  perform private.require_person();
  return query
    select d.name, s.storage_path
    from ai.sources s join public.documents d on d.source_id = s.id
    where s.id = p_source_id and s.status <> 'uploading'
      and s.id in (select private.readable_source_ids());
  if not found then
    raise exception 'source_not_found' using errcode = 'PT404';
  end if;
end;
$$;

grant execute on function private.require_person(), private.require_own_document(uuid) to authenticated, service_role;
grant execute on function
  ai.create_source(uuid, text, text, bigint, text, text, uuid), ai.source_to_check(uuid), ai.retry_source(uuid),
  ai.reindex_source(uuid), ai.delete_source(uuid), ai.source_file(uuid)
  to authenticated;
