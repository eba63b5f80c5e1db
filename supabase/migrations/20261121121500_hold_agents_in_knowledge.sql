-- Agents that act for a person read what the person may read of knowledge, and change nothing of it.
create policy "Agents change no documents"
  on public.documents as restrictive for update to authenticated
  using (not (select private.is_ai()));

create policy "Agents make no knowledge bases"
  on ai.knowledge_bases as restrictive for insert to authenticated
  with check (not (select private.is_ai()));

create policy "Agents change no knowledge bases"
  on ai.knowledge_bases as restrictive for update to authenticated
  using (not (select private.is_ai()));

create policy "Agents delete no knowledge bases"
  on ai.knowledge_bases as restrictive for delete to authenticated
  using (not (select private.is_ai()));

create policy "Agents put no sources into knowledge bases"
  on ai.indexed_sources as restrictive for insert to authenticated
  with check (not (select private.is_ai()));

create policy "Agents take no sources out of knowledge bases"
  on ai.indexed_sources as restrictive for delete to authenticated
  using (not (select private.is_ai()));

create policy "Agents do not choose what agents know"
  on ai.agent_knowledge_bases as restrictive for insert to authenticated
  with check (not (select private.is_ai()));

create policy "Agents take nothing from what agents know"
  on ai.agent_knowledge_bases as restrictive for delete to authenticated
  using (not (select private.is_ai()));
