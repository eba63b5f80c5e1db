import { Eye } from 'lucide-react'
import { roleWithArticle } from '@/features/organizations/role-words.ts'
import type { CallOwner } from '../hooks/use-call-owner.ts'

type CallReadersProps = { owner: CallOwner; visibleToAdmins: boolean }

/** Whose call it is when it is not one's own, and who else reads it when it is. Nothing where that is plain. */
export function CallReaders({ owner: { foreign, name, organization }, visibleToAdmins }: CallReadersProps) {
  if (!foreign && !visibleToAdmins) return null
  const where = organization?.name ?? 'its organisation'
  return (
    <p className="mt-4 flex gap-2.5 text-[0.9375rem] leading-relaxed text-ink-soft">
      <Eye aria-hidden className="mt-1 size-4 shrink-0" />
      <span className="[overflow-wrap:anywhere]">
        {foreign
          ? `This call was made by ${name ?? 'somebody else'}. You read it as ${roleWithArticle(organization?.role ?? 'admin')} of ${where}; only who made it can change it.`
          : `Owners and admins of ${where} can read this call.`}
      </span>
    </p>
  )
}
