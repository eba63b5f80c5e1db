import { useSuspenseQuery } from '@tanstack/react-query'
import { ConfirmButton } from '@/components/ui/confirm-button.tsx'
import { ProblemLine } from '@/components/ui/problem-line.tsx'
import { SelectField } from '@/components/ui/select-field.tsx'
import type { Member } from '../api/list-members.ts'
import { myOrganizationsQuery } from '../api/list-my-organizations.ts'
import { useRemoveMember } from '../api/remove-member.ts'
import { useSetMemberRole } from '../api/set-member-role.ts'
import { isManager, type Organization, type Role } from '../organization.ts'
import { ROLE_WORDS } from '../role-words.ts'
import { LeaveButton } from './leave-button.tsx'

type MemberRowProps = { organization: Organization; member: Member; lastOwner: boolean }

/** A member, with their role and the way out: for managers, and for oneself. */
export function MemberRow({ organization, member, lastOwner }: MemberRowProps) {
  const { userId } = useSuspenseQuery(myOrganizationsQuery).data
  const setRole = useSetMemberRole(organization.id)
  const remove = useRemoveMember(organization.id)
  const me = member.user_id === userId
  const mayChange = !me && isManager(organization) && (organization.role === 'owner' || member.role !== 'owner')
  const roles: Role[] = organization.role === 'owner' ? ['owner', 'admin', 'member'] : ['admin', 'member']
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 border-t border-line py-3.5 last:border-b">
      <div className="min-w-0 flex-1 basis-52">
        <p className="truncate font-medium">
          {member.name}
          {me && <span className="font-normal text-ink-soft"> (you)</span>}
        </p>
        {member.email && <p className="truncate text-sm text-ink-soft">{member.email}</p>}
      </div>
      {mayChange ? (
        <SelectField
          outlined
          aria-label={`Role of ${member.name}`}
          value={setRole.isPending ? setRole.variables.role : member.role}
          disabled={setRole.isPending}
          onChange={(event) => setRole.mutate({ userId: member.user_id, role: event.target.value as Role })}
          className="w-32"
        >
          {roles.map((role) => (
            <option key={role} value={role}>
              {ROLE_WORDS[role]}
            </option>
          ))}
        </SelectField>
      ) : (
        <span className="text-[0.9375rem] text-ink-soft">{ROLE_WORDS[member.role]}</span>
      )}
      {mayChange && (
        <ConfirmButton
          danger
          label={`Remove ${member.name}`}
          question={`Remove ${member.name} from ${organization.name}? Their calls stay with the organisation, and they keep sight of those they made. They cannot go on with one.`}
          confirm={`Remove ${member.name}`}
          disabled={remove.isPending}
          onConfirm={() => remove.mutate(member.user_id)}
        >
          Remove
        </ConfirmButton>
      )}
      {me && <LeaveButton organization={organization} userId={userId} lastOwner={lastOwner} />}
      <div className="basis-full empty:hidden">
        <ProblemLine error={setRole.error ?? remove.error} />
      </div>
    </li>
  )
}
