import type { Tables } from '@parley/shared/database-types'
import { type QueryClient, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { supabase } from '@/lib/supabase.ts'
import type { SourceFile } from '../source.ts'
import { changeSource, forgetSource } from '../source-cache.ts'

/**
 * Keeps documents and their progress current while a screen shows them: a subscription without a filter, since row level
 * security alone decides what arrives. What was missed before it stood, or while it was away, is read when it stands.
 */
export function useKnowledgeFeed(): void {
  const client = useQueryClient()
  useEffect(() => {
    const readAgain = () => void client.invalidateQueries({ queryKey: ['knowledge'] })
    // A name of its own each time: the one before may still be on its way out.
    const channel = supabase
      .channel(`knowledge-feed-${crypto.randomUUID()}`)
      .on<SourceFile>('postgres_changes', { event: '*', schema: 'ai', table: 'sources' }, (change) => {
        if (change.eventType === 'UPDATE') takeFile(client, change.new)
      })
      .on<Tables<'documents'>>('postgres_changes', { event: '*', schema: 'public', table: 'documents' }, (change) => {
        if (change.eventType !== 'DELETE') return readAgain()
        if (change.old.source_id) forgetSource(client, change.old.source_id)
      })
      .subscribe((status) => status === 'SUBSCRIBED' && readAgain())
    return () => void supabase.removeChannel(channel)
  }, [client])
}

/** Progress: merged, because it comes often. A state that is reached is read again, with whatever else came of it. */
function takeFile(client: QueryClient, file: SourceFile): void {
  const known = changeSource(client, file.id, (source) =>
    // Compared as times: PostgREST and Realtime write them differently.
    Date.parse(file.updated_at) < Date.parse(source.file.updated_at)
      ? source
      : { ...source, file: { ...source.file, ...file } },
  )
  if (!known || file.status === 'ready' || file.status === 'failed') {
    void client.invalidateQueries({ queryKey: ['knowledge', 'sources'] })
    void client.invalidateQueries({ queryKey: ['knowledge', 'source', file.id] })
  }
}
