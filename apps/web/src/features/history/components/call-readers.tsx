import { useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { Eye } from 'lucide-react'
import { membersQuery } from '@/features/organizations/api/list-members.ts'
import { myOrganizationsQuery } from '@/features/organizations/api/list-my-organizations.ts'
import { roleWithArticle } from '@/features/organizations/role-words.ts'
import type { Call } from '../api/get-call.ts'
import { FORMER_MEMBER } from '../hooks/use-member-names.ts'

/** Whose call it is when it is not one's own, and who else reads it when it is. Nothing where that is plain. */
export function CallReaders({ call }: { call: Call }) {
  const { userId, all } = useSuspenseQuery(myOrganizationsQuery).data
  const organization = all.find(({ id }) => id === call.organization_id)
  const foreign = call.user_id !== userId
  const members = useQuery({ ...membersQuery(call.organization_id), enabled: foreign && organization !== undefined })
  if (!foreign && call.visible_to_admins_of === null) return null
  const where = organization?.name ?? 'its organisation'
  const owner = members.data?.find(({ user_id }) => user_id === call.user_id)?.name ?? FORMER_MEMBER
  return (
    <p className="mt-4 flex gap-2.5 text-[0.9375rem] leading-relaxed text-ink-soft">
      <Eye aria-hidden className="mt-1 size-4 shrink-0" />
      <span className="[overflow-wrap:anywhere]">
        {foreign
          ? `This call was made by ${members.isPending ? 'another member' : owner}. You read it as ${roleWithArticle(organization?.role ?? 'member')} of ${where}; only who made it can change it.`
          : `Owners and admins of ${where} can read this call.`}
      </span>
    </p>
  )
}
