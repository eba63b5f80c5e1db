import { type QueryClient, useSuspenseQuery } from '@tanstack/react-query'
import type { Organization } from '../organization.ts'
import { myOrganizationsQuery } from './list-my-organizations.ts'

/**
 * The organisation that the person works in, with role, plan and `admins_see_calls`: for route loaders.
 *
 * @example loader: async ({ context }) => agentsQuery((await currentOrganization(context.queryClient)).id)
 */
export async function currentOrganization(client: QueryClient): Promise<Organization> {
  return (await client.ensureQueryData(myOrganizationsQuery)).current
}

/** The same for components; renders again when it is another one, or when role, plan or settings change. */
export function useCurrentOrganization(): Organization {
  return useSuspenseQuery(myOrganizationsQuery).data.current
}
