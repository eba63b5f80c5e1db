import { ConfirmButton } from '@/components/ui/confirm-button.tsx'
import { ProblemLine } from '@/components/ui/problem-line.tsx'
import { useLeaveOrganization } from '../api/leave-organization.ts'
import type { Organization } from '../organization.ts'
import { organizationNotice } from '../organization-notice.ts'

type LeaveButtonProps = { organization: Organization; userId: string; lastOwner: boolean }

/** The way out of an organisation; for its only owner, why there is none. */
export function LeaveButton({ organization: { id, name }, userId, lastOwner }: LeaveButtonProps) {
  const leave = useLeaveOrganization(id)
  if (lastOwner) {
    return (
      <p className="basis-full text-sm leading-relaxed text-ink-soft">
        You are the only owner, so you cannot leave. Transfer {name} or make somebody else an owner first, or delete it.
      </p>
    )
  }
  const left = { title: `You left ${name}`, text: 'You are back in your personal organisation.' }
  return (
    <>
      <ConfirmButton
        danger
        label={`Leave ${name}`}
        question={`Leave ${name}? You come back only by a new invitation. Calls that you made stay with ${name}, and you keep sight of them.`}
        confirm={`Leave ${name}`}
        disabled={leave.isPending}
        onConfirm={() => leave.mutate(userId, { onSuccess: () => organizationNotice.show(left) })}
      >
        Leave
      </ConfirmButton>
      <div className="basis-full empty:hidden">
        <ProblemLine error={leave.error} />
      </div>
    </>
  )
}
