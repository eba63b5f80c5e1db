import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { supabase } from '@/lib/supabase.ts'
import { accessChange } from '../access-change.ts'
import { type MyOrganizations, myOrganizationsQuery } from '../api/list-my-organizations.ts'
import { organizationNotice } from '../organization-notice.ts'
import { ownMoves } from '../own-moves.ts'
import { useOrganizationFeed } from './use-organization-feed.ts'

/** What had the focus may be gone; from here the next Tab reaches the news. */
const focusMain = () => document.getElementById('main')?.focus()

/**
 * Keeps this window at what its person may do, for the shell alone: when organisation, role or plan change, here or
 * anywhere, the session gets a new token, what was read before is read again, and who lost their organisation is brought
 * home with a word why.
 */
export function useAccessChanges(): void {
  useOrganizationFeed()
  const client = useQueryClient()
  const navigate = useNavigate()
  const { data } = useQuery(myOrganizationsQuery)
  const known = useRef<MyOrganizations>(undefined)
  useEffect(() => {
    const before = known.current
    known.current = data
    if (!before || !data || before.userId !== data.userId) return
    const change = accessChange(before, data)
    if (!change) return
    void supabase.auth.refreshSession()
    const own = change.moved && ownMoves.take(before.current.id, data.current.id)
    if (change.notice && !own) organizationNotice.show(change.notice)
    if (change.lost) void navigate({ to: '/', replace: true }).then(focusMain)
    if (change.moved) client.removeQueries({ predicate: ({ queryKey }) => queryKey.includes(before.current.id) })
    void client.invalidateQueries({
      predicate: ({ queryKey }) => queryKey[0] !== 'organizations' || queryKey[1] !== 'mine',
    })
  }, [data, client, navigate])
}
