import { useQuery } from '@tanstack/react-query'
import { useCallback } from 'react'
import { membersQuery } from '@/features/organizations/api/list-members.ts'

/** Who made a call and is no member any more. */
const FORMER_MEMBER = 'a former member'

/** Names of an organisation's members by their ids, for lists of calls. `enabled: false` reads nothing. */
export function useMemberNames(organizationId: string, userId: string, enabled: boolean): (userId: string) => string {
  const { data } = useQuery({ ...membersQuery(organizationId), enabled })
  return useCallback(
    (id: string) => {
      if (id === userId) return 'you'
      return data ? (data.find(({ user_id }) => user_id === id)?.name ?? FORMER_MEMBER) : ''
    },
    [data, userId],
  )
}
