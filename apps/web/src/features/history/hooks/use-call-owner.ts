import { useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { membersQuery } from '@/features/organizations/api/list-members.ts'
import { myOrganizationsQuery } from '@/features/organizations/api/list-my-organizations.ts'
import type { Organization } from '@/features/organizations/organization.ts'
import type { Call } from '../api/get-call.ts'

/** Whose a call is, as the reader sees it. */
export type CallOwner = {
  /** Somebody else's, which can be read and not changed. */
  foreign: boolean
  /** Of who made it, where it is not the reader; without a name while that is read, or when they have left. */
  name: string | undefined
  /** Where it was made; `undefined` when the reader no longer belongs there. */
  organization: Organization | undefined
}

/** Who made a call, and where. */
export function useCallOwner(call: Pick<Call, 'user_id' | 'organization_id'>): CallOwner {
  const { userId, all } = useSuspenseQuery(myOrganizationsQuery).data
  const organization = all.find(({ id }) => id === call.organization_id)
  const foreign = call.user_id !== userId
  const { data } = useQuery({ ...membersQuery(call.organization_id), enabled: foreign && organization !== undefined })
  return { foreign, name: data?.find(({ user_id }) => user_id === call.user_id)?.name, organization }
}
