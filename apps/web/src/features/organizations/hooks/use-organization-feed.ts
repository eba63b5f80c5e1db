import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { supabase } from '@/lib/supabase.ts'

/** Their rows change when anything does that people may do or see in an organisation: members and invitations too. */
const TABLES = ['profiles', 'organizations', 'plans'] as const

/**
 * Reads everything about organisations again when one of the person's own rows, or a plan, changes. What was missed
 * before the connection stood, or while it was away, is read when it stands.
 */
export function useOrganizationFeed(): void {
  const client = useQueryClient()
  useEffect(() => {
    const readAgain = () => void client.invalidateQueries({ queryKey: ['organizations'] })
    const channel = TABLES.reduce(
      (on, table) => on.on('postgres_changes', { event: '*', schema: 'public', table }, readAgain),
      supabase.channel('organization-feed'),
    )
    channel.subscribe((status) => status === 'SUBSCRIBED' && readAgain())
    return () => void supabase.removeChannel(channel)
  }, [client])
}
