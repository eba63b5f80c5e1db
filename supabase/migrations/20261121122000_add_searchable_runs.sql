-- What of a caller's knowledge a search looks through: the complete indexing runs of the sources that they may read, as
-- far as the filters go. Null is no filter; an empty list finds nothing, so that an agent without a knowledge base is not
-- one with all of them. The dates are those on which the document was added.
create function private.searchable_runs(
  p_knowledge_base_ids uuid[], p_source_ids uuid[], p_since timestamptz, p_until timestamptz
)
returns table (run_id uuid, language regconfig, chunks integer)
language sql stable security definer set search_path = ''
as $$
  select s.run_id, s.language, coalesce(s.chunks_total, 0)
  from public.documents d
  join ai.sources s on s.id = d.source_id
  where s.run_id is not null
    and d.organization_id = any (array(select private.my_organization_ids()))
    and (d.visibility = 'organization' or d.user_id = (select auth.uid()))
    and (p_source_ids is null or d.source_id = any (p_source_ids))
    and (p_since is null or d.created_at >= p_since)
    and (p_until is null or d.created_at < p_until)
    and (p_knowledge_base_ids is null or d.source_id in (
      select i.source_id from ai.indexed_sources i where i.knowledge_base_id = any (p_knowledge_base_ids)
    ));
$$;
