import { useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ConfirmButton } from '@/components/ui/confirm-button.tsx'
import { ProblemLine } from '@/components/ui/problem-line.tsx'
import { Section } from '@/components/ui/section.tsx'
import { SelectField } from '@/components/ui/select-field.tsx'
import { membersQuery } from '../api/list-members.ts'
import { myOrganizationsQuery } from '../api/list-my-organizations.ts'
import { useTransferOrganization } from '../api/transfer-organization.ts'
import type { Organization } from '../organization.ts'

/** Hands an organisation to another member. For owners. */
export function TransferSection({ organization: { id, name } }: { organization: Organization }) {
  const { userId } = useSuspenseQuery(myOrganizationsQuery).data
  const { data: members } = useQuery(membersQuery(id))
  const [chosen, setChosen] = useState('')
  const transfer = useTransferOrganization(id)
  const others = members?.filter(({ user_id }) => user_id !== userId) ?? []
  const heir = others.find(({ user_id }) => user_id === chosen)
  const text = others.length
    ? 'The member you choose becomes an owner, and you become an admin.'
    : 'There is nobody else yet. Invite the person first; once they have joined, they can be chosen here.'
  return (
    <Section title="Transfer" text={text}>
      {others.length > 0 && (
        <div className="mt-4 flex flex-wrap items-center gap-2">
          <SelectField
            outlined
            aria-label="New owner"
            value={chosen}
            onChange={(event) => setChosen(event.target.value)}
            className="w-full max-w-xs"
          >
            <option value="">Choose a member</option>
            {others.map((member) => (
              <option key={member.user_id} value={member.user_id}>
                {member.email && member.email !== member.name ? `${member.name} (${member.email})` : member.name}
              </option>
            ))}
          </SelectField>
          <ConfirmButton
            label={`Transfer ${name}`}
            question={`Transfer ${name} to ${heir?.name}? Only an owner can make you an owner again.`}
            confirm="Transfer"
            disabled={!heir || transfer.isPending}
            onConfirm={() => heir && transfer.mutate(heir.user_id)}
          >
            Transfer
          </ConfirmButton>
        </div>
      )}
      <ProblemLine error={transfer.error} />
    </Section>
  )
}
