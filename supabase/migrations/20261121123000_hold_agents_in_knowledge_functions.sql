-- What 20261121121500 says of policies, for what passes by them: functions that run as their owner, and files.

-- Functions write these for people. Workers are the server, and no agent acts there.
create trigger documents_refuse_agent
  before insert or update or delete on public.documents
  for each statement execute function private.refuse_agent();

create trigger sources_refuse_agent
  before insert or update or delete on ai.sources
  for each statement execute function private.refuse_agent();

create trigger knowledge_bases_refuse_agent
  before insert or update or delete on ai.knowledge_bases
  for each statement execute function private.refuse_agent();

create trigger indexed_sources_refuse_agent
  before insert or update or delete on ai.indexed_sources
  for each statement execute function private.refuse_agent();

create trigger agent_knowledge_bases_refuse_agent
  before insert or update or delete on ai.agent_knowledge_bases
  for each statement execute function private.refuse_agent();

create trigger source_jobs_refuse_agent
  before insert or update or delete on private.source_jobs
  for each statement execute function private.refuse_agent();

-- Files, of whatever bucket.
do $$
begin
  if to_regclass('storage.objects') is null then
    return;
  end if;

  create policy "Agents upload no files"
    on storage.objects as restrictive for insert to authenticated
    with check (not (select private.is_ai()));

  create policy "Agents replace no files"
    on storage.objects as restrictive for update to authenticated
    using (not (select private.is_ai()));

  create policy "Agents delete no files"
    on storage.objects as restrictive for delete to authenticated
    using (not (select private.is_ai()));
end
$$;
