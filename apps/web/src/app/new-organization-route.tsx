import { NewOrganizationScreen } from '@/features/organizations/components/new-organization-screen.tsx'

/** `/organizations/new` */
export function NewOrganizationRoute() {
  return <NewOrganizationScreen />
}
