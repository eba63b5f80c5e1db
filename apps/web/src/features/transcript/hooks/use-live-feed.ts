import type { Tables } from '@parley/shared/database-types'
import { type QueryClient, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { supabase } from '@/lib/supabase.ts'
import { messageChanges } from '../api/list-messages.ts'
import { type Message, mergeMessage } from '../message.ts'

/**
 * Keeps cached transcripts, calls and their segments current, for everything that the signed-in user may see: one subscription without a
 * filter, since row level security alone decides what arrives. What was missed while the connection was away is read
 * again when it is back.
 */
export function useLiveFeed(onCall: (client: QueryClient, call: Tables<'calls'>) => void): void {
  const client = useQueryClient()
  useEffect(() => {
    let subscribedBefore = false
    const channel = supabase
      .channel('live-feed')
      .on<Message>('postgres_changes', { event: '*', schema: 'public', table: 'messages' }, (change) => {
        if (change.eventType === 'DELETE') forget(client, change.old.id)
        else take(client, change.new)
      })
      .on<Tables<'calls'>>('postgres_changes', { event: '*', schema: 'public', table: 'calls' }, (change) => {
        if (change.eventType === 'DELETE') void client.invalidateQueries({ queryKey: ['calls'] })
        else onCall(client, change.new)
      })
      // Few, and they follow each other closely: read again rather than merged.
      .on<Tables<'call_segments'>>(
        'postgres_changes',
        { event: '*', schema: 'public', table: 'call_segments' },
        (change) => {
          if (change.eventType === 'DELETE') return
          void client.invalidateQueries({ queryKey: ['segments', change.new.call_id] })
        },
      )
      .subscribe((status) => {
        if (status !== 'SUBSCRIBED') return
        if (subscribedBefore) void client.invalidateQueries()
        subscribedBefore = true
      })
    return () => void supabase.removeChannel(channel)
  }, [client, onCall])
}

function take(client: QueryClient, message: Message): void {
  messageChanges.note(message)
  client.setQueryData<Message[]>(['messages', message.call_id], (rows) => rows && mergeMessage(rows, message))
}

/** Deletions name the row's key only, so every transcript is asked. */
function forget(client: QueryClient, id: number | undefined): void {
  client.setQueriesData<Message[]>({ queryKey: ['messages'] }, (rows) => rows?.filter((row) => row.id !== id))
}
