import { type FormEvent, useId, useState } from 'react'
import { Button } from '@/components/ui/button.tsx'
import { ProblemLine } from '@/components/ui/problem-line.tsx'
import { SelectField } from '@/components/ui/select-field.tsx'
import { TextField } from '@/components/ui/text-field.tsx'
import { type NewInvitation, useInviteMember } from '../api/invite-member.ts'

/** Asks for an address and a role, and has the mail sent. */
export function InviteForm({ organizationId }: { organizationId: string }) {
  const id = useId()
  const invite = useInviteMember(organizationId)
  const [malformed, setMalformed] = useState(false)

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const form = event.currentTarget
    const fields = new FormData(form)
    const email = String(fields.get('email')).trim()
    const valid = /^[^@\s]+@[^@\s]+$/.test(email)
    setMalformed(!valid)
    if (!valid) return invite.reset()
    invite.mutate({ email, role: fields.get('role') as NewInvitation['role'] }, { onSuccess: () => form.reset() })
  }
  return (
    <form onSubmit={submit} noValidate className="mt-4">
      <div className="flex flex-wrap items-end gap-2">
        <div className="min-w-0 flex-1 basis-60">
          <label htmlFor={`${id}-email`} className="mb-2 block text-sm font-medium">
            E-mail address
          </label>
          <TextField
            id={`${id}-email`}
            name="email"
            type="email"
            autoComplete="off"
            placeholder="grace@example.org"
            aria-invalid={malformed || invite.isError}
            aria-describedby={`${id}-news`}
          />
        </div>
        <SelectField outlined name="role" aria-label="Role" defaultValue="member" className="w-32">
          <option value="member">Member</option>
          <option value="admin">Admin</option>
        </SelectField>
        <Button type="submit" disabled={invite.isPending}>
          {invite.isPending ? 'Inviting…' : 'Invite'}
        </Button>
      </div>
      <div id={`${id}-news`}>
        {malformed && (
          <p role="alert" className="mt-2.5 text-sm text-danger">
            Enter an e-mail address, for example grace@example.org.
          </p>
        )}
        {!malformed && <ProblemLine error={invite.error} />}
        <p role="status" className="mt-2.5 text-sm text-ink-soft empty:mt-0">
          {invite.isSuccess && !malformed ? `The invitation to ${invite.variables.email} is on its way.` : ''}
        </p>
      </div>
    </form>
  )
}
