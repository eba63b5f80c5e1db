import { useQuery } from '@tanstack/react-query'
import { ProblemLine } from '@/components/ui/problem-line.tsx'
import { Section } from '@/components/ui/section.tsx'
import type { Organization } from '@/features/organizations/organization.ts'
import { invitationsQuery } from '../api/list-invitations.ts'
import { InvitationRow } from './invitation-row.tsx'
import { InviteForm } from './invite-form.tsx'

/** Inviting people, and the invitations that wait for an answer. For owners and admins. */
export function InvitationsSection({ organization: { id, name } }: { organization: Organization }) {
  const invitations = useQuery(invitationsQuery(id))
  return (
    <Section title="Invitations" text={`The mail signs in and leads to ${name}. An invitation holds for seven days.`}>
      <InviteForm organizationId={id} />
      <ProblemLine error={invitations.error} />
      {invitations.data && invitations.data.length > 0 && (
        <ul aria-label="Open invitations" className="mt-6">
          {invitations.data.map((invitation) => (
            <InvitationRow key={invitation.id} organizationId={id} invitation={invitation} />
          ))}
        </ul>
      )}
    </Section>
  )
}
