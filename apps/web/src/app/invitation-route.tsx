import { getRouteApi } from '@tanstack/react-router'
import { InvitationScreen } from '@/features/invitations/components/invitation-screen.tsx'
import { signOut } from './sign-out.ts'

const route = getRouteApi('/signed-in/invitation')

/** `/invitation?token=…`. Who signs out here is asked to sign in, and comes back with the token. */
export function InvitationRoute() {
  const { token = '' } = route.useSearch()
  return <InvitationScreen key={token} token={token} onSignOut={() => void signOut()} />
}
