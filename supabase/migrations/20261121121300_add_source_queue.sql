-- What workers do with the queue. Only the server calls these.

-- Holds a job for its worker, and counts that it got on. Who lost the lease learns it here, before writing anything.
create function private.hold_source_job(p_source_id uuid, p_lease_token uuid, p_lease_seconds integer)
returns private.source_jobs
language plpgsql security definer set search_path = ''
as $$
declare
  v_job private.source_jobs;
begin
  update private.source_jobs set leased_until = clock_timestamp() + make_interval(secs => p_lease_seconds), attempts = 0
    where source_id = p_source_id and lease_token = p_lease_token
    returning * into v_job;
  if v_job.source_id is null then
    raise exception 'source_lease_lost' using errcode = 'PT409', hint = 'Another worker goes on with it.';
  end if;
  return v_job;
end;
$$;

-- A file is there and is what it was said to be: it may be indexed. Answers whether it was still to be.
create function ai.queue_source(p_source_id uuid) returns boolean
language plpgsql security definer set search_path = ''
as $$
begin
  update ai.sources set status = 'queued', error_code = null where id = p_source_id and status = 'uploading';
  if not found then
    return false;
  end if;
  insert into private.source_jobs (source_id) values (p_source_id) on conflict do nothing;
  return true;
end;
$$;

-- A file that is not what it was said to be is not indexed, and no retry helps.
create function ai.refuse_source(p_source_id uuid, p_error_code text) returns void
language sql security definer set search_path = ''
as $$
  update ai.sources set status = 'failed', error_code = p_error_code where id = p_source_id and status = 'uploading';
$$;

create function ai.has_due_source_job() returns boolean
language sql stable security definer set search_path = ''
as $$
  select exists (
    select 1 from private.source_jobs
    where run_after <= clock_timestamp() and (leased_until is null or leased_until < clock_timestamp())
  ) or exists (select 1 from private.orphaned_source_files);
$$;

-- Takes the job that has waited longest. One that was taken five times without getting on has something in it that ends
-- its workers: it fails, so that it does not end them for ever.
create function ai.claim_source_job(p_lease_seconds integer)
returns table (
  source_id uuid, lease_token uuid, step text, attempts integer, kind text, bytes bigint, storage_path text,
  pages_done integer, pages_total integer
)
language plpgsql security definer set search_path = ''
as $$
declare
  v_job private.source_jobs;
begin
  loop
    select * into v_job from private.source_jobs j
      where j.run_after <= clock_timestamp() and (j.leased_until is null or j.leased_until < clock_timestamp())
      order by j.run_after limit 1
      for update skip locked;
    if v_job.source_id is null then
      return;
    end if;
    exit when v_job.attempts < 5 or v_job.step in ('clear', 'delete');
    update private.source_jobs j set run_after = null, lease_token = null, leased_until = null
      where j.source_id = v_job.source_id;
    update ai.sources s set status = 'failed', error_code = 'source_too_complex' where s.id = v_job.source_id;
  end loop;
  update private.source_jobs j
    set lease_token = gen_random_uuid(), attempts = j.attempts + 1,
      leased_until = clock_timestamp() + make_interval(secs => p_lease_seconds)
    where j.source_id = v_job.source_id returning * into v_job;
  update ai.sources s
    set status = case v_job.step when 'extract' then 'extracting' when 'embed' then 'embedding' else s.status end
    where s.id = v_job.source_id and v_job.step in ('extract', 'embed')
      and s.status <> case v_job.step when 'extract' then 'extracting' else 'embedding' end;
  return query
    select s.id, v_job.lease_token, v_job.step, v_job.attempts, s.kind, s.bytes, s.storage_path, s.pages_done, s.pages_total
    from ai.sources s where s.id = v_job.source_id;
end;
$$;

-- A worker lives, and waits for somebody.
create function ai.renew_source_job(p_source_id uuid, p_lease_token uuid, p_lease_seconds integer) returns void
language sql security definer set search_path = ''
as $$
  update private.source_jobs set leased_until = clock_timestamp() + make_interval(secs => p_lease_seconds)
    where source_id = p_source_id and lease_token = p_lease_token;
$$;

-- The next worker may go on at once; others that wait come first.
create function ai.release_source_job(p_source_id uuid, p_lease_token uuid) returns void
language sql security definer set search_path = ''
as $$
  update private.source_jobs set lease_token = null, leased_until = null, run_after = clock_timestamp()
    where source_id = p_source_id and lease_token = p_lease_token;
$$;

-- Gives a job back that did not get on: for another try after some seconds, or (null) until somebody asks for one.
create function ai.fail_source_job(p_source_id uuid, p_lease_token uuid, p_error_code text, p_retry_seconds real) returns void
language plpgsql security definer set search_path = ''
as $$
begin
  update private.source_jobs
    set lease_token = null, leased_until = null,
      run_after = clock_timestamp() + make_interval(secs => p_retry_seconds::double precision)
    where source_id = p_source_id and lease_token = p_lease_token;
  if not found then
    raise exception 'source_lease_lost' using errcode = 'PT409', hint = 'Another worker goes on with it.';
  end if;
  if p_retry_seconds is null then
    update ai.sources set status = 'failed', error_code = p_error_code where id = p_source_id;
  end if;
end;
$$;

create function private.text_search_language(p_name text) returns regconfig
language sql stable set search_path = ''
as $$
  select coalesce(
    (select oid::regconfig from pg_catalog.pg_ts_config where cfgname = p_name and cfgnamespace = 'pg_catalog'::regnamespace),
    'pg_catalog.simple'::regconfig
  );
$$;

-- Stores pages with their chunks, in order; `p_last`: the source has no more, and what follows is embedding.
create function ai.save_source_pages(
  p_source_id uuid, p_lease_token uuid, p_lease_seconds integer, p_pages_total integer, p_pages jsonb, p_last boolean
)
returns void
language plpgsql security definer set search_path = ''
as $$
declare
  v_job private.source_jobs := private.hold_source_job(p_source_id, p_lease_token, p_lease_seconds);
  v_last_chunk integer;
begin
  select coalesce(max(number), 0) into v_last_chunk from private.pending_chunks where run_id = v_job.run_id;
  insert into ai.pages (source_id, run_id, number, title, text)
    select p_source_id, v_job.run_id, p.number, p.title, p.text
    from jsonb_to_recordset(p_pages) as p (number integer, title text, text text);
  insert into private.pending_chunks (
    source_id, run_id, number, page_id, headings, text, start_offset, end_offset, language
  )
    select p_source_id, v_job.run_id, v_last_chunk + row_number() over (order by sent.number, chunk.ordinality), stored.id,
      array(select jsonb_array_elements_text(chunk.value -> 'headings')), chunk.value ->> 'text',
      (chunk.value ->> 'start')::integer, (chunk.value ->> 'end')::integer,
      private.text_search_language(chunk.value ->> 'language')
    from jsonb_to_recordset(p_pages) as sent (number integer, chunks jsonb)
    join ai.pages stored on stored.run_id = v_job.run_id and stored.number = sent.number
    cross join jsonb_array_elements(sent.chunks) with ordinality as chunk (value, ordinality);
  update ai.sources s set pages_total = p_pages_total, pages_done = s.pages_done + jsonb_array_length(p_pages)
    where s.id = p_source_id;
  if p_last and not exists (select 1 from private.pending_chunks where run_id = v_job.run_id) then
    update private.source_jobs set run_after = null, lease_token = null, leased_until = null where source_id = p_source_id;
    update ai.sources set status = 'failed', error_code = 'source_without_text' where id = p_source_id;
  elsif p_last then
    update private.source_jobs set step = 'embed' where source_id = p_source_id;
    update ai.sources s set
      status = 'embedding',
      chunks_total = (select count(*) from private.pending_chunks c where c.run_id = v_job.run_id)
      where s.id = p_source_id;
  end if;
end;
$$;

-- The next chunks of a job that have no embedding.
create function ai.pending_source_chunks(p_source_id uuid, p_lease_token uuid, p_limit integer)
returns table (number integer, headings text[], text text)
language sql stable security definer set search_path = ''
as $$
  select c.number, c.headings, c.text
  from private.source_jobs j join private.pending_chunks c on c.run_id = j.run_id
  where j.source_id = p_source_id and j.lease_token = p_lease_token
  order by c.number limit p_limit;
$$;

-- A run is complete: from this row on it is what search finds, and the one before is not.
create function private.complete_source_run(p_job private.source_jobs) returns void
language plpgsql security definer set search_path = ''
as $$
begin
  update ai.sources set
    run_id = p_job.run_id, status = 'ready', error_code = null, indexed_at = now(),
    language = (
      select c.language from ai.chunks c where c.run_id = p_job.run_id
      group by c.language order by sum(char_length(c.text)) desc limit 1
    )
    where id = p_job.source_id;
  update private.source_jobs set step = 'clear' where source_id = p_job.source_id;
end;
$$;

-- Makes chunks of pending ones, given their embeddings `[{number, embedding}]`, and answers how many are left. With the
-- last the run is complete.
create function ai.save_source_chunks(p_source_id uuid, p_lease_token uuid, p_lease_seconds integer, p_embeddings jsonb)
returns integer
language plpgsql security definer set search_path = ''
as $$
declare
  v_job private.source_jobs := private.hold_source_job(p_source_id, p_lease_token, p_lease_seconds);
  v_left integer;
begin
  with taken as (
    delete from private.pending_chunks c
    using jsonb_to_recordset(p_embeddings) as e (number integer, embedding text)
    where c.run_id = v_job.run_id and c.number = e.number
    returning c.*, e.embedding
  )
  insert into ai.chunks (
    source_id, run_id, page_id, number, headings, text, start_offset, end_offset, language, words, embedding
  )
    select p_source_id, t.run_id, t.page_id, t.number, t.headings, t.text, t.start_offset, t.end_offset, t.language,
      setweight(to_tsvector(t.language, array_to_string(t.headings, ' ')), 'A') || setweight(to_tsvector(t.language, t.text), 'B'),
      t.embedding::extensions.halfvec(512)
    from taken t;
  select count(*) into v_left from private.pending_chunks where run_id = v_job.run_id;
  update ai.sources s set chunks_done = s.chunks_total - v_left where s.id = p_source_id;
  if v_left = 0 then
    perform private.complete_source_run(v_job);
  end if;
  return v_left;
end;
$$;

-- Deletes up to a number of rows that are nobody's any more: those of other runs, or, of a source that was deleted, all,
-- with the source itself at the end. Answers whether it is through.
create function ai.clear_source(p_source_id uuid, p_lease_token uuid, p_lease_seconds integer, p_limit integer) returns boolean
language plpgsql security definer set search_path = ''
as $$
declare
  v_job private.source_jobs := private.hold_source_job(p_source_id, p_lease_token, p_lease_seconds);
  -- what stays; null: nothing
  v_kept uuid := case v_job.step when 'clear' then v_job.run_id end;
  v_count integer;
  v_table text;
begin
  if v_job.step not in ('clear', 'delete') then
    return false;
  end if;
  foreach v_table in array array['private.pending_chunks', 'ai.chunks', 'ai.pages'] loop
    execute format(
      'delete from %1$s where ctid in (select ctid from %1$s where source_id = $1 and run_id is distinct from $2 limit $3)',
      v_table
    ) using p_source_id, v_kept, p_limit;
    get diagnostics v_count = row_count;
    if v_count > 0 then
      return false;
    end if;
  end loop;
  if v_job.step = 'delete' then
    delete from ai.sources where id = p_source_id;
  else
    delete from private.source_jobs where source_id = p_source_id;
  end if;
  return true;
end;
$$;

create function ai.orphaned_source_files(p_limit integer) returns setof text
language sql stable security definer set search_path = ''
as $$
  select storage_path from private.orphaned_source_files order by created_at limit p_limit;
$$;

create function ai.forget_orphaned_source_files(p_paths text[]) returns void
language sql security definer set search_path = ''
as $$
  delete from private.orphaned_source_files where storage_path = any (p_paths);
$$;

-- An upload that never came is taken away after a day.
create function ai.delete_stale_uploads() returns void
language sql security definer set search_path = ''
as $$
  delete from public.documents d using ai.sources s
    where s.id = d.source_id and s.status = 'uploading' and s.updated_at < now() - interval '1 day';
$$;

grant execute on function
  ai.queue_source(uuid), ai.refuse_source(uuid, text), ai.has_due_source_job(), ai.claim_source_job(integer),
  ai.renew_source_job(uuid, uuid, integer), ai.release_source_job(uuid, uuid), ai.fail_source_job(uuid, uuid, text, real),
  ai.save_source_pages(uuid, uuid, integer, integer, jsonb, boolean), ai.pending_source_chunks(uuid, uuid, integer),
  ai.save_source_chunks(uuid, uuid, integer, jsonb), ai.clear_source(uuid, uuid, integer, integer),
  ai.orphaned_source_files(integer), ai.forget_orphaned_source_files(text[]), ai.delete_stale_uploads()
  to service_role;
