import { createHash } from 'node:crypto'
import type { OrganizationName, PersonName } from './people.ts'
import { stableUuid } from './stable-uuid.ts'

/** Ids of the two shared organisations. */
export const ORGANIZATIONS: Record<OrganizationName, { id: string; name: string }> = {
  north: { id: stableUuid('north'), name: 'North harbour' },
  south: { id: stableUuid('south'), name: 'South quay' },
}

/** Agents of the shared organisations; personal ones have the Robin that comes with the sign-up. */
export const AGENTS = (['north', 'south'] as const).flatMap((where) =>
  (['published', 'draft', 'archived'] as const).map((status) => ({
    id: stableUuid(`agent ${where} ${status}`),
    in: where,
    status,
    name: `${where} ${status}`,
  })),
)

/** The published agent of an organisation. */
export function plantedAgent(where: OrganizationName): string {
  return stableUuid(`agent ${where} published`)
}

export type InvitationState = 'open' | 'accepted' | 'expired' | 'revoked'

/** Invitations, each with the token that only its mail carries. */
export const INVITATIONS = (
  [
    ['north', 'open', 'stray'],
    ['north', 'accepted', 'max'],
    ['north', 'expired', 'sam'],
    ['north', 'revoked', 'gone'],
    ['south', 'open', 'mia'],
    ['south', 'accepted', 'ivy'],
  ] satisfies [OrganizationName, InvitationState, PersonName][]
).map(([where, state, to]) => {
  const token = `token of the ${state} invitation to ${where}`
  return { id: stableUuid(token), in: where, state, to, token, tokenHash: sha256(token) }
})

/** The planted invitation to an organisation in that state; throws where there is none. */
export function plantedInvitation(where: OrganizationName, state: InvitationState) {
  const found = INVITATIONS.find((invitation) => invitation.in === where && invitation.state === state)
  if (!found) throw new Error(`No ${state} invitation to ${where} is planted`)
  return found
}

/** A ticket for Mia's live call that nobody has used. */
export const TICKET = 'ticket for the live call'

export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
