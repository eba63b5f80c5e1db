import { useQuery } from '@tanstack/react-query'
import { ProblemLine } from '@/components/ui/problem-line.tsx'
import { Section } from '@/components/ui/section.tsx'
import { membersQuery } from '../api/list-members.ts'
import { isManager, type Organization } from '../organization.ts'
import { MemberRow } from './member-row.tsx'

/** Who belongs to an organisation, with what one's role may do about it. */
export function MembersSection({ organization }: { organization: Organization }) {
  const members = useQuery(membersQuery(organization.id))
  const owners = members.data?.filter(({ role }) => role === 'owner').length ?? 0
  return (
    <Section
      title="Members"
      text={
        isManager(organization) ? undefined : 'Owners and admins invite people, change roles and see mail addresses.'
      }
    >
      <ProblemLine error={members.error} />
      {members.isPending && <p className="mt-4 text-ink-soft">Loading…</p>}
      <ul aria-label="Members" className="mt-4">
        {members.data?.map((member) => (
          <MemberRow
            key={member.user_id}
            organization={organization}
            member={member}
            lastOwner={member.role === 'owner' && owners === 1}
          />
        ))}
      </ul>
    </Section>
  )
}
