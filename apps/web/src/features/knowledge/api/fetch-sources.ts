import { supabase } from '@/lib/supabase.ts'
import type { Source, SourceFile } from '../source.ts'

/** The columns of {@link SourceFile}. */
const FILE_COLUMNS =
  'id, kind, bytes, language, status, error_code, pages_total, pages_done, chunks_total, chunks_done, run_id, indexed_at, updated_at'

/**
 * Documents with their files, by their ids and in that order; what the caller may not read is left out. Two requests,
 * because the Data API joins nothing across schemas. At most 100 at a time: the ids are part of the address.
 */
export async function fetchSources(ids: readonly string[]): Promise<Source[]> {
  if (ids.length === 0) return []
  const [documents, files] = await Promise.all([
    supabase
      .from('documents')
      .select('source_id, organization_id, user_id, name, visibility, created_at')
      .in('source_id', ids),
    supabase.schema('ai').from('sources').select(FILE_COLUMNS).in('id', ids),
  ])
  const error = documents.error ?? files.error
  if (error) throw error
  const fileOf = new Map(files.data?.map((file) => [file.id, file as SourceFile]))
  const sources = documents.data?.flatMap(({ source_id, visibility, ...document }): Source[] => {
    const file = fileOf.get(source_id)
    return file ? [{ ...document, id: source_id, visibility: visibility as Source['visibility'], file }] : []
  })
  return (sources ?? []).sort((a, b) => ids.indexOf(a.id) - ids.indexOf(b.id))
}
